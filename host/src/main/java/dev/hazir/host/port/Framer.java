package dev.hazir.host.port;

import dev.hazir.applet.port.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
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
     * A message as it goes over the wire. Called on any thread.
     *
     * @throws IllegalArgumentException when the message does not fit the framing
     */
    static ByteBuf encode(Framing framing, byte[] message, ByteBufAllocator allocator) {
        if (!(framing instanceof Framing.Raw) && message.length > framing.maxBytes()) {
            throw new IllegalArgumentException(
                    "message of " + message.length + " bytes (expected: at most " + framing.maxBytes() + ")");
        }
        if (framing instanceof Framing.Lines) {
            return ended(message, LINE_END, "line", allocator);
        }
        if (framing instanceof Framing.Delimiter delimiter) {
            return ended(message, delimiter.bytes(), "message", allocator);
        }
        if (framing instanceof Framing.LengthPrefixed prefixed) {
            return prefixed(message, prefixed, allocator);
        }
        if (framing instanceof Framing.Fixed fixed && message.length != fixed.maxBytes()) {
            throw new IllegalArgumentException(
                    "message of " + message.length + " bytes (expected: exactly " + fixed.maxBytes() + ")");
        }
        return allocator.ioBuffer(message.length).writeBytes(message);
    }

    private static ByteBuf ended(byte[] message, byte[] end, String unit, ByteBufAllocator allocator) {
        if (contains(message, end)) {
            throw new IllegalArgumentException("a " + unit + " that contains what ends a " + unit
                    + " would arrive as several (expected: send each by itself, the end is added)");
        }
        return allocator
                .ioBuffer(message.length + end.length)
                .writeBytes(message)
                .writeBytes(end);
    }

    private static ByteBuf prefixed(byte[] message, Framing.LengthPrefixed framing, ByteBufAllocator allocator) {
        int field = framing.lengthBytes();
        if (field < 4 && message.length >= 1 << (8 * field)) {
            throw new IllegalArgumentException("message of " + message.length + " bytes (expected: at most "
                    + ((1 << (8 * field)) - 1) + ", the length field has " + field + ")");
        }
        ByteBuf wire = allocator.ioBuffer(field + message.length);
        boolean big = framing.order() == ByteOrder.BIG_ENDIAN;
        for (int i = 0; i < field; i++) {
            wire.writeByte(message.length >>> (8 * (big ? field - 1 - i : i)));
        }
        return wire.writeBytes(message);
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
