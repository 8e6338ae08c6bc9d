package dev.hazir.host.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Both directions of a compressed websocket (RFC 7692) with context takeover: each message may refer to those before. */
final class DeflatedMessages implements AutoCloseable {

    private static final int TAIL = 4;

    private final Deflater deflater = new Deflater(9, true);
    private final Inflater inflater = new Inflater(true);

    byte[] packed(String text) {
        deflater.setInput(text.getBytes(UTF_8));
        byte[] out = new byte[text.length() + 100];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(out, length - TAIL);
    }

    String unpacked(FrameClient.Frame frame) throws DataFormatException {
        byte[] tailed = Arrays.copyOf(frame.payload(), frame.payload().length + TAIL);
        tailed[frame.payload().length + 2] = (byte) 0xFF;
        tailed[frame.payload().length + 3] = (byte) 0xFF;
        inflater.setInput(tailed);
        byte[] out = new byte[1 << 16];
        return new String(out, 0, inflater.inflate(out), UTF_8);
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
