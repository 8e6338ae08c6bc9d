package dev.hazir.host.admin.rest;

import java.io.IOException;
import java.io.OutputStream;

/** A file for saving, which is written as it is sent. */
record ApiFile(String name, String type, Content content) {

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }
}
