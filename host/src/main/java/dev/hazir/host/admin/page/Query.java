package dev.hazir.host.admin.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** What a page is asked for, as it stands in addresses. */
public final class Query {

    private Query() {}

    /** Fields that are not empty, in their order and without a question mark; empty when there are none. */
    public static String of(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
