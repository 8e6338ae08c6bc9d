package dev.hazir.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossOriginTest {

    @ParameterizedTest
    @CsvSource({
        "POST, , , false",
        "POST, same-origin, , false",
        "POST, none, , false",
        "POST, cross-site, , true",
        "POST, same-site, , true",
        "DELETE, cross-site, , true",
        "GET, cross-site, http://evil.example, false",
        "POST, , http://127.0.0.1:8899, false",
        "POST, , http://127.0.0.1:9000, true",
        "POST, , http://evil.example, true",
        "POST, , null, true",
        "POST, same-origin, https://behind.a.proxy, false",
    })
    void aPageOfAnotherSiteIsTold(String method, String site, String origin, boolean forged) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (site != null) {
            headers.set("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            headers.set("Origin", origin);
        }
        RequestHead request = new RequestHead(
                method, "/", RequestPath.parse("/"), "", "HTTP/1.1", "http", "127.0.0.1:8899", headers, 0, 0);
        assertThat(CrossOrigin.forged(request)).isEqualTo(forged);
    }
}
