package dev.hazir.host.port;

import dev.hazir.applet.port.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.ByteOrder;

/** Cuts a stream into messages and joins messages to a stream, as a {@link Framing} says. */
final class Framer {

    private static final byte[] LINE_END = {'\n'};

    private Framer() {}

    /**
     * A new decoder. Those of lines and delimiters accept a little more than the maximum, because they would count the
     * beginning of a delimiter that came in pieces; the connection checks the exact length.
     */
    static ChannelHandler decoder(Framing framing) {
        if (framing instanceof Framing.Lines lines) {
            return new LineBasedFrameDecoder(plus(lines.maxBytes(), 1), true, true);
        }
        if (framing instanceof Framing.Delimiter delimiter) {
            byte[] bytes = delimiter.bytes();
            return new DelimiterBasedFrameDecoder(
                    plus(delimiter.maxBytes(), bytes.length), true, true, Unpooled.wrappedBuffer(bytes));
        }
        if (framing instanceof Framing.LengthPrefixed prefixed) {
            int field = prefixed.lengthBytes();
            return new LengthFieldBasedFrameDecoder(
                    prefixed.order(), plus(prefixed.maxBytes(), field), 0, field, 0, field, true);
        }
        if (framing instanceof Framing.Fixed fixed) {
            return new FixedLengthFrameDecoder(fixed.maxBytes());
        }
        return new RawPieces(framing.maxBytes());
    }

    /**
     * Says no to a message that does not fit the framing.
     *
     * @throws IllegalArgumentException with the reason
     */
    static void check(Framing framing, byte[] message) {
        if (framing instanceof Framing.Raw) {
            return;
        }
        if (message.length > framing.maxBytes()) {
            throw new IllegalArgumentException(
                    "message of " + message.length + " bytes (expected: at most " + framing.maxBytes() + ")");
        }
        if (framing instanceof Framing.Lines) {
            checkEnd(message, LINE_END, "line");
        } else if (framing instanceof Framing.Delimiter delimiter) {
            checkEnd(message, delimiter.bytes(), "message");
        } else if (framing instanceof Framing.LengthPrefixed prefixed) {
            checkLength(message, prefixed.lengthBytes());
        } else if (framing instanceof Framing.Fixed && message.length != framing.maxBytes()) {
            throw new IllegalArgumentException(
                    "message of " + message.length + " bytes (expected: exactly " + framing.maxBytes() + ")");
        }
    }

    /** Adds a message that fits to a stream. */
    static void write(Framing framing, byte[] message, ByteBuf stream) {
        if (framing instanceof Framing.LengthPrefixed prefixed) {
            writeLength(message.length, prefixed, stream);
        }
        stream.writeBytes(message);
        if (framing instanceof Framing.Lines) {
            stream.writeByte('\n');
        } else if (framing instanceof Framing.Delimiter delimiter) {
            stream.writeBytes(delimiter.bytes());
        }
    }

    private static void checkEnd(byte[] message, byte[] end, String unit) {
        if (contains(message, end)) {
            throw new IllegalArgumentException("a " + unit + " that contains what ends a " + unit
                    + " would arrive as several (expected: send each by itself, the end is added)");
        }
    }

    private static void checkLength(byte[] message, int field) {
        if (field < 4 && message.length >= 1 << (8 * field)) {
            throw new IllegalArgumentException("message of " + message.length + " bytes (expected: at most "
                    + ((1 << (8 * field)) - 1) + ", the length field has " + field + ")");
        }
    }

    private static void writeLength(int length, Framing.LengthPrefixed framing, ByteBuf stream) {
        int field = framing.lengthBytes();
        boolean big = framing.order() == ByteOrder.BIG_ENDIAN;
        for (int i = 0; i < field; i++) {
            stream.writeByte(length >>> (8 * (big ? field - 1 - i : i)));
        }
    }

    private static boolean contains(byte[] message, byte[] end) {
        for (int i = 0; i <= message.length - end.length; i++) {
            int same = 0;
            while (same < end.length && message[i + same] == end[same]) {
                same++;
            }
            if (same == end.length) {
                return true;
            }
        }
        return false;
    }

    private static int plus(int maxBytes, int more) {
        return (int) Math.min(Integer.MAX_VALUE, (long) maxBytes + more);
    }
}
