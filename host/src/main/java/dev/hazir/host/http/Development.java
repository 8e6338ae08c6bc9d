package dev.hazir.host.http;

import java.util.List;

/** What a developer's host knows of a failure, beyond what visitors are told. */
public interface Development {

    /**
     * A part of the page.
     *
     * @param kind how the lines are shown
     */
    record Section(String title, Kind kind, List<String> lines) {

        public Section {
            lines = List.copyOf(lines);
        }
    }

    /** How the lines of a section are shown. */
    enum Kind {
        /** Sentences. */
        TEXT,
        /** As they stand, with one of them marked by a {@code >} at its beginning. */
        CODE
    }

    /** Explains a failure. Called on any thread, also on event loops: a developer's host may take its time. */
    List<Section> explain(ErrorAnswer answer, String method, String target);
}
