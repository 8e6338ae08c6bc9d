package dev.hazir.host.page;

import java.util.List;
import java.util.Map;

/**
 * What a page shows that changes while it is open.
 *
 * @param values what stands in the elements that have {@code data-live}, as HTML, by the ids of the elements
 * @param marks what the page consists of, in order: those ids, and the values of {@code data-shape}
 */
public record LiveMarks(Map<String, String> values, List<String> marks) {

    public LiveMarks {
        marks = List.copyOf(marks);
    }

    /** The page's structure as scripts compute it too: FNV-1a over the marks, in hexadecimal. */
    public String shape() {
        int hash = 0x811c9dc5;
        for (int unit : String.join("\n", marks).codePoints().toArray()) {
            hash = (hash ^ unit) * 0x01000193;
        }
        return Integer.toHexString(hash);
    }
}
