package dev.hazir.host.port;

import dev.hazir.applet.port.FrameReceiver;
import dev.hazir.applet.port.LineReceiver;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The guest's receiver of one connection, whatever its kind. Guest code, to be called through the guest. */
interface Receiver {

    /** Takes a message; the buffer stays the caller's. */
    void message(ByteBuf message) throws Exception;

    void failed(Exception failure);

    void closed();

    /** Gives what the next version needs, a stage of it, or null to keep the connection. */
    @Nullable
    Object handOver() throws Exception;

    /** Whether {@link #handOver} is code of the guest. */
    boolean mayHandOver();

    private static boolean handsOver(Object guest, Class<?> type) {
        try {
            return guest.getClass().getMethod("handOver").getDeclaringClass() != type;
        } catch (NoSuchMethodException e) {
            return true;
        }
    }

    static Receiver of(LineReceiver lines) {
        Objects.requireNonNull(lines, "the handler returned no receiver (expected: what receives the lines)");
        return new Receiver() {
            @Override
            public void message(ByteBuf message) throws Exception {
                lines.line(message.toString(StandardCharsets.UTF_8));
            }

            @Override
            public void failed(Exception failure) {
                lines.failed(failure);
            }

            @Override
            public void closed() {
                lines.closed();
            }

            @Override
            public @Nullable Object handOver() throws Exception {
                return lines.handOver();
            }

            @Override
            public boolean mayHandOver() {
                return handsOver(lines, LineReceiver.class);
            }
        };
    }

    static Receiver of(FrameReceiver frames) {
        Objects.requireNonNull(frames, "the handler returned no receiver (expected: what receives the frames)");
        return new Receiver() {
            @Override
            public void message(ByteBuf message) throws Exception {
                byte[] own = new byte[message.readableBytes()];
                message.getBytes(message.readerIndex(), own);
                frames.frame(ByteBuffer.wrap(own));
            }

            @Override
            public void failed(Exception failure) {
                frames.failed(failure);
            }

            @Override
            public void closed() {
                frames.closed();
            }

            @Override
            public @Nullable Object handOver() throws Exception {
                return frames.handOver();
            }

            @Override
            public boolean mayHandOver() {
                return handsOver(frames, FrameReceiver.class);
            }
        };
    }
}
