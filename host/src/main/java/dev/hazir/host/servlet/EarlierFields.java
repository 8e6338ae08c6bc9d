package dev.hazir.host.servlet;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the fields of Jetty's requests, and remembers the last ones: a client sends the same fields with nearly every
 * request of a connection, so that they need not be made and looked at anew. One request at a time.
 */
final class EarlierFields {

    private static final HttpField[] NONE = {};
    /** The characters of fields that are remembered for an idle connection. */
    private static final int MOST_REMEMBERED = 2_048;

    private HttpField[] earlier = NONE;
    private @Nullable HostPortHttpField host;

    HttpFields fields(HttpHeaders headers) {
        HttpField[] now = new HttpField[headers.size()];
        HttpFields.Mutable fields = HttpFields.build(now.length + 4);
        host = null;
        int size = 0;
        int index = 0;
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            String name = header.getKey().toString();
            String value = header.getValue().toString();
            HttpField field = index < earlier.length ? earlier[index] : null;
            if (field == null || !field.getName().equals(name) || !value.equals(field.getValue())) {
                field = field(name, value);
            }
            if (field instanceof HostPortHttpField known) {
                host = known;
            }
            fields.add(field);
            now[index++] = field;
            size += name.length() + value.length();
        }
        earlier = size > MOST_REMEMBERED ? NONE : now;
        return fields.asImmutable();
    }

    /** The field {@code Host} of the last request. */
    @Nullable
    HostPortHttpField host() {
        return host;
    }

    private static HttpField field(String name, String value) {
        HttpHeader known = HttpHeader.CACHE.get(name);
        if (known == HttpHeader.HOST) {
            return new HostPortHttpField(value);
        }
        return known != null ? new HttpField(known, name, value) : new HttpField(name, value);
    }
}
