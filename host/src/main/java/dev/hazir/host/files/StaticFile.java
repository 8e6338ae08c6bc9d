package dev.hazir.host.files;

import java.time.Instant;
import java.util.List;

/**
 * A file that can be served.
 *
 * @param path relative to the root it was found under, with slashes; a directory's start page also stands under the
 *     directory, whose path is empty or ends with a slash
 * @param type its media type
 * @param modified to the second
 * @param immutable whether its path names a version, so that it never changes
 * @param forms the file itself first, then what was compressed beforehand
 */
public record StaticFile(String path, String type, Instant modified, boolean immutable, List<Representation> forms) {

    public StaticFile {
        forms = List.copyOf(forms);
    }

    Representation plain() {
        return forms.get(0);
    }

    /** The same file under another path. */
    StaticFile at(String other) {
        return new StaticFile(other, type, modified, immutable, forms);
    }
}
