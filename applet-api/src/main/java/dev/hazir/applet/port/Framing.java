package dev.hazir.applet.port;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How a stream of bytes is cut into messages, in both directions. Every framing has a maximum. */
public sealed interface Framing {

    /** Lines in UTF-8, ended by LF or CR LF when read and by LF when sent, of at most {@code maxBytes} bytes. */
    static Framing lines(int maxBytes) {
        return new Lines(maxBytes);
    }

    /** Messages ended by a delimiter, of at most {@code maxBytes} bytes without it. */
    static Framing delimiter(String delimiter, int maxBytes) {
        return new Delimiter(delimiter, maxBytes);
    }

    /** Messages that follow an unsigned big-endian length field of 1, 2 or 4 bytes that counts the bytes after it. */
    static Framing lengthPrefixed(int lengthBytes, int maxBytes) {
        return new LengthPrefixed(lengthBytes, ByteOrder.BIG_ENDIAN, maxBytes);
    }

    /** Messages of always the same number of bytes. */
    static Framing fixed(int bytes) {
        return new Fixed(bytes);
    }

    /** Bytes as they arrive, in pieces of at most {@code maxBytes} bytes. */
    static Framing raw(int maxBytes) {
        return new Raw(maxBytes);
    }

    /** The most bytes of one message. */
    int maxBytes();

    /** See {@link Framing#lines}. */
    record Lines(int maxBytes) implements Framing {
        public Lines {
            requirePositive(maxBytes);
        }
    }

    /** See {@link Framing#delimiter}. */
    record Delimiter(String delimiter, int maxBytes) implements Framing {
        public Delimiter {
            requirePositive(maxBytes);
            if (delimiter.isEmpty()) {
                throw new IllegalArgumentException("delimiter is empty (expected: at least one character)");
            }
        }

        /** The delimiter in UTF-8. */
        public byte[] bytes() {
            return delimiter.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** See {@link Framing#lengthPrefixed}. */
    record LengthPrefixed(int lengthBytes, ByteOrder order, int maxBytes) implements Framing {
        public LengthPrefixed {
            requirePositive(maxBytes);
            if (lengthBytes != 1 && lengthBytes != 2 && lengthBytes != 4) {
                throw new IllegalArgumentException("lengthBytes: " + lengthBytes + " (expected: 1, 2 or 4)");
            }
        }
    }

    /** See {@link Framing#fixed}. */
    record Fixed(int maxBytes) implements Framing {
        public Fixed {
            requirePositive(maxBytes);
        }
    }

    /** See {@link Framing#raw}. */
    record Raw(int maxBytes) implements Framing {
        public Raw {
            requirePositive(maxBytes);
        }
    }

    private static void requirePositive(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: 1 or more)");
        }
    }
}
