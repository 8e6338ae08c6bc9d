package dev.hazir.host.admin.page.applet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text of an applet's author, such as a changelog, cut into headings, paragraphs, lists and code. It stays text: what
 * looks like markup in it is shown and not obeyed.
 */
public final class Prose {

    /** What a block is shown as. */
    public enum Kind {
        HEADING,
        PARAGRAPH,
        ITEMS,
        CODE;

        /** For templates. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A block of lines: the items of a list, or one text. */
    public record Block(Kind kind, List<String> lines) {}

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private Kind kind = Kind.PARAGRAPH;

    private Prose() {}

    static List<Block> of(String markdown) {
        Prose prose = new Prose();
        markdown.lines().forEach(prose::take);
        prose.end();
        return List.copyOf(prose.blocks);
    }

    /** The first paragraph, which says what it is. */
    static String opening(String markdown) {
        return of(markdown).stream()
                .filter(block -> block.kind() == Kind.PARAGRAPH)
                .map(block -> block.lines().get(0))
                .findFirst()
                .orElse("");
    }

    private void take(String line) {
        String text = line.strip();
        if (text.startsWith("```")) {
            boolean closes = kind == Kind.CODE;
            end();
            kind = closes ? Kind.PARAGRAPH : Kind.CODE;
        } else if (kind == Kind.CODE) {
            open.add(line);
        } else if (text.isEmpty()) {
            end();
        } else if (text.matches("#{1,6} .*")) {
            end();
            blocks.add(new Block(Kind.HEADING, List.of(plain(text.replaceFirst("#{1,6} +", "")))));
        } else if (text.matches("[-*+] .*")) {
            begin(Kind.ITEMS);
            open.add(plain(text.substring(2).strip()));
        } else if (open.isEmpty()) {
            begin(Kind.PARAGRAPH);
            open.add(plain(text));
        } else {
            open.set(open.size() - 1, open.get(open.size() - 1) + " " + plain(text));
        }
    }

    private void begin(Kind next) {
        if (kind != next) {
            end();
            kind = next;
        }
    }

    private void end() {
        if (!open.isEmpty()) {
            List<String> lines = kind == Kind.CODE ? List.of(String.join("\n", open)) : List.copyOf(open);
            blocks.add(new Block(kind, lines));
            open.clear();
        }
        kind = Kind.PARAGRAPH;
    }

    /** Without the marks of emphasis, code and links. */
    private static String plain(String text) {
        return text.replaceAll("\\[([^\\]]*)\\]\\((?:[^()]|\\([^()]*\\))*\\)", "$1")
                .replaceAll("\\*\\*|__|`", "");
    }
}
