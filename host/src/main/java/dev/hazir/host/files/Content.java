package dev.hazir.host.files;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file: in memory, or on disk if they are many. */
sealed interface Content {

    long size();

    /** All in memory. */
    record InMemory(byte[] bytes) implements Content {
        @Override
        public long size() {
            return bytes.length;
        }
    }

    /** On disk; to be read by workers. */
    record OnDisk(Path path, long size) implements Content {

        /** Fills a buffer from a position on. Blocks. */
        void read(long position, int length, ByteBuf target) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long from = position;
                while (target.readableBytes() < length) {
                    int count = target.writeBytes(channel, from, length - target.readableBytes());
                    if (count < 0) {
                        throw new IOException(path + " ends at " + from + " instead of " + size);
                    }
                    from += count;
                }
            }
        }
    }
}
