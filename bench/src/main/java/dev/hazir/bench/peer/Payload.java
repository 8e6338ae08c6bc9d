package dev.hazir.bench.peer;

import java.nio.charset.StandardCharsets;

/** What every candidate answers. */
public enum Payload {
    SMALL("/small", "13 B", "Hello, World!".getBytes(StandardCharsets.US_ASCII)),
    LARGE("/large", "10 KiB", "0123456789abcdef".repeat(640).getBytes(StandardCharsets.US_ASCII));

    private final String path;
    private final String label;
    private final byte[] bytes;

    Payload(String path, String label, byte[] bytes) {
        this.path = path;
        this.label = label;
        this.bytes = bytes;
    }

    public String path() {
        return path;
    }

    public String label() {
        return label;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
