package dev.hazir.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shared style: small, and readable in light and dark. */
class StyleTest {

    private static final int LARGEST = 10_000;
    private static final double TEXT = 4.5;
    private static final double EDGE = 3;

    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): *(light-dark\\([^)]*\\)|#[0-9a-f]+)");

    private static final List<String> TEXTS =
            List.of("text", "muted", "link", "ok", "warn", "bad", "info", "lane-loop", "lane-work");
    private static final List<String> BACKGROUNDS = List.of("bg", "panel", "raised");

    @Test
    void styleIsSmallOnTheWire() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(style().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThat(packed.size()).isLessThanOrEqualTo(LARGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "old browsers"})
    void everyTextIsReadableOnEveryBackground(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);

        for (String text : TEXTS) {
            for (String background : BACKGROUNDS) {
                readable(tokens, text, background, TEXT);
            }
        }
        for (String state : List.of("ok", "warn", "bad", "info")) {
            readable(tokens, state, state + "-soft", TEXT);
            for (String text : List.of("text", "muted", "link", "warn", "bad")) {
                readable(tokens, text, state + "-soft", TEXT);
            }
        }
        readable(tokens, "on-accent", "accent", TEXT);
        readable(tokens, "on-accent", "accent-strong", TEXT);
        for (String background : BACKGROUNDS) {
            readable(tokens, "line-strong", background, EDGE);
            readable(tokens, "accent", background, EDGE);
        }
    }

    private static void readable(Map<String, String> tokens, String front, String back, double least) {
        double contrast = contrast(tokens.get(front), tokens.get(back));
        assertThat(contrast).as(front + " on " + back).isGreaterThanOrEqualTo(least);
    }

    private static Map<String, String> tokens(String theme) throws IOException {
        String[] blocks = style().split("@supports", 2);
        String block = theme.equals("old browsers") ? blocks[0] : blocks[1];
        Map<String, String> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(block);
        while (matcher.find()) {
            String[] colours =
                    matcher.group(2).replaceAll("light-dark\\(|\\)| ", "").split(",");
            tokens.put(matcher.group(1), colours[theme.equals("dark") ? 1 : 0]);
        }
        return tokens;
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(String a, String b) {
        double one = luminance(Objects.requireNonNull(a));
        double other = luminance(Objects.requireNonNull(b));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String hex) {
        String six = hex.length() == 4 ? hex.replaceAll("([0-9a-f])", "$1$1") : hex;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(six.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static String style() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(StyleTest.class.getResourceAsStream("/META-INF/resources/ui/hazir.css"))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
