package dev.hazir.host.front;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * The bytes of a head while it is written: a plain array, because a head consists of many short texts, and one copy of the
 * whole is cheaper than a checked write for each. Characters beyond ISO-8859-1 become question marks. One thread at a time.
 */
final class HeadBytes {

    private static final int USUAL = 256;

    private byte[] bytes = new byte[USUAL];
    private int length;

    HeadBytes put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    HeadBytes put(CharSequence text) {
        int size = text.length();
        reserve(size);
        if (text instanceof AsciiString ascii) {
            System.arraycopy(ascii.array(), ascii.arrayOffset(), bytes, length, size);
        } else {
            for (int i = 0; i < size; i++) {
                bytes[length + i] = AsciiString.c2b(text.charAt(i));
            }
        }
        length += size;
        return this;
    }

    HeadBytes put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Decimal digits. */
    HeadBytes put(long number) {
        int start = length;
        long rest = number;
        do {
            put((char) ('0' + rest % 10));
            rest /= 10;
        } while (rest > 0);
        for (int low = start, high = length - 1; low < high; low++, high--) {
            byte digit = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = digit;
        }
        return this;
    }

    int length() {
        return length;
    }

    void to(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
