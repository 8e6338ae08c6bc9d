package dev.hazir.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings as tests write them: {@code name=value}. */
final class SettingLines {

    private SettingLines() {}

    static Map<String, String> parse(String... lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("setting: '" + line + "' (expected: name=value)");
            }
            settings.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        return settings;
    }
}
