package dev.hazir.host.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * The frame of the message that was written last (RFC 6455, section 5.2). Frames of servers are not masked, so the same
 * bytes do for every socket that is sent the same message. Belongs to one event loop; what it holds is given back by {@link
 * #release}.
 */
final class SharedFrame {

    private static final byte[] NOTHING = {};
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int LENGTH_IN_2 = 126;
    private static final int LENGTH_IN_8 = 127;
    private static final int LONGEST_HEADER = 10;

    private byte[] array = NOTHING;
    private int offset;
    private int length = -1;
    private int opcode;
    private ByteBuf framed = Unpooled.EMPTY_BUFFER;

    /** What to write in place of a frame: itself, or the bytes of it. The caller gives the frame away. */
    Object of(WebSocketFrame frame, ByteBufAllocator allocator, boolean compressed) {
        ByteBuf content = frame.content();
        int code = frame instanceof TextWebSocketFrame ? TEXT : frame instanceof BinaryWebSocketFrame ? BINARY : 0;
        int size = content.readableBytes();
        if (code == 0
                || !content.hasArray()
                || !frame.isFinalFragment()
                || compressed && size >= Handshake.WORTH_COMPRESSING) {
            return frame;
        }
        if (content.array() != array
                || content.arrayOffset() + content.readerIndex() != offset
                || size != length
                || code != opcode) {
            frame(content, code, allocator);
        }
        frame.release();
        return framed.retainedDuplicate();
    }

    void release() {
        framed.release();
        framed = Unpooled.EMPTY_BUFFER;
        array = NOTHING;
        length = -1;
    }

    private void frame(ByteBuf content, int code, ByteBufAllocator allocator) {
        release();
        array = content.array();
        offset = content.arrayOffset() + content.readerIndex();
        length = content.readableBytes();
        opcode = code;
        framed = allocator.directBuffer(LONGEST_HEADER + length);
        framed.writeByte(FINAL | code);
        if (length < LENGTH_IN_2) {
            framed.writeByte(length);
        } else if (length <= 0xFFFF) {
            framed.writeByte(LENGTH_IN_2).writeShort(length);
        } else {
            framed.writeByte(LENGTH_IN_8).writeLong(length);
        }
        framed.writeBytes(content, content.readerIndex(), length);
    }
}
