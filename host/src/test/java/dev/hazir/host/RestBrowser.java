package dev.hazir.host;

import dev.hazir.host.security.SignIns.Begun;
import dev.hazir.host.security.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** A browser that is signed in and uses the REST interface, as scripts of pages do. */
public record RestBrowser(TestHost host, Begun begun) {

    public static RestBrowser signIn(TestHost host, String name, String password) throws Exception {
        return new RestBrowser(host, host.host().access().signIn(name, password, new Visitor("127.0.0.1", "test")));
    }

    /** Calls with a JSON body, or without a body when it is empty, and with the token of a form. */
    public HttpResponse<String> send(String method, String path, String body) throws Exception {
        return host.send(request(path)
                .header("x-csrf-token", begun.signIn().csrf())
                .header("content-type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** A call with the cookie alone. */
    public HttpRequest.Builder request(String path) {
        return host.request("/admin/api/v1" + path).header("cookie", "hazir-admin=" + begun.secret());
    }
}
