package dev.hazir.host.admin.page.overview;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a code of problems means, as {@code docs/problems.md} says it.
 *
 * @param title what it is in a few words
 * @param text its paragraphs
 */
public record ProblemCode(String code, String title, List<String> text) {

    private static final String FILE = "problems.md";

    /** All of them, in the order of the document. On a thread that may block. */
    static List<ProblemCode> all() throws IOException {
        String document;
        try (InputStream in = Objects.requireNonNull(ProblemCode.class.getResourceAsStream(FILE), FILE)) {
            document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<ProblemCode> codes = new ArrayList<>();
        for (String section : document.split("(?m)^### ")) {
            String[] lines = section.strip().split("\n", 2);
            String[] words = lines[0].split(" ", 2);
            if (words.length == 2 && words[0].matches("[A-Z]+-[0-9]+") && lines.length == 2) {
                codes.add(new ProblemCode(words[0], words[1].strip(), paragraphs(lines[1])));
            }
        }
        return codes;
    }

    private static List<String> paragraphs(String text) {
        return Stream.of(text.split("(?m)^## ", 2)[0].strip().split("\n\\s*\n"))
                .map(paragraph -> String.join(
                        " ",
                        Arrays.stream(paragraph.split("\n")).map(String::strip).toList()))
                .map(paragraph -> paragraph.replace("`", ""))
                .toList();
    }
}
