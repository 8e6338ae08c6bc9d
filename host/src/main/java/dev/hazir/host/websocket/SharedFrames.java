package dev.hazir.host.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of the messages that were written last, one behind the other (RFC 6455, section 5.2). Frames of servers are not
 * masked, so the same bytes do for every socket that is sent the same messages. Belongs to one event loop; what it holds is
 * given back by {@link #release}.
 */
final class SharedFrames {

    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int LENGTH_IN_2 = 126;
    private static final int LENGTH_IN_8 = 127;
    private static final int LONGEST_HEADER = 10;

    private final List<WebSocketFrame> taken = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private ByteBuf framed = Unpooled.EMPTY_BUFFER;

    /** A message that was framed; the same bytes at the same place are the same message. */
    private record Part(byte[] array, int offset, int length, int opcode) {

        static Part of(WebSocketFrame frame) {
            ByteBuf content = frame.content();
            return new Part(content.array(), offset(content), content.readableBytes(), SharedFrames.opcode(frame));
        }

        boolean is(WebSocketFrame frame) {
            ByteBuf content = frame.content();
            return content.array() == array
                    && offset(content) == offset
                    && content.readableBytes() == length
                    && SharedFrames.opcode(frame) == opcode;
        }

        private static int offset(ByteBuf content) {
            return content.arrayOffset() + content.readerIndex();
        }
    }

    /** Where frames are put that are taken out to be written; to be left empty. */
    List<WebSocketFrame> taken() {
        return taken;
    }

    /** Whether a frame can be shared. */
    static boolean takes(WebSocketFrame frame, boolean compressed) {
        ByteBuf content = frame.content();
        return opcode(frame) != 0
                && content.hasArray()
                && frame.isFinalFragment()
                && !(compressed && content.readableBytes() >= Handshake.WORTH_COMPRESSING);
    }

    /** What to write in place of frames that it takes. The caller gives them away. */
    ByteBuf of(List<WebSocketFrame> frames, ByteBufAllocator allocator) {
        if (!holds(frames)) {
            frame(frames, allocator);
        }
        frames.forEach(WebSocketFrame::release);
        return framed.retainedDuplicate();
    }

    void release() {
        framed.release();
        framed = Unpooled.EMPTY_BUFFER;
        parts.clear();
    }

    private boolean holds(List<WebSocketFrame> frames) {
        if (frames.size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).is(frames.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void frame(List<WebSocketFrame> frames, ByteBufAllocator allocator) {
        release();
        int most = 0;
        for (WebSocketFrame frame : frames) {
            parts.add(Part.of(frame));
            most += LONGEST_HEADER + frame.content().readableBytes();
        }
        framed = allocator.directBuffer(most);
        parts.forEach(this::frame);
    }

    private void frame(Part part) {
        framed.writeByte(FINAL | part.opcode);
        if (part.length < LENGTH_IN_2) {
            framed.writeByte(part.length);
        } else if (part.length <= 0xFFFF) {
            framed.writeByte(LENGTH_IN_2).writeShort(part.length);
        } else {
            framed.writeByte(LENGTH_IN_8).writeLong(part.length);
        }
        framed.writeBytes(part.array, part.offset, part.length);
    }

    private static int opcode(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame ? TEXT : frame instanceof BinaryWebSocketFrame ? BINARY : 0;
    }
}
