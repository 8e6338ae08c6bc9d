package dev.hazir.host.servlet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.eclipse.jetty.session.SessionData;

/**
 * A session between two deployments: everything of it, and nothing of the classes that made it. Times are milliseconds as
 * the servlet container counts them.
 *
 * @param attributes as {@link SessionAttributes} writes them
 */
record FrozenSession(
        String id,
        long created,
        long accessed,
        long lastAccessed,
        long cookieSet,
        long maxInactive,
        long expiry,
        byte[] attributes) {

    private static final int MAGIC = 0x48_5a_53_31;

    /**
     * Freezes what a session is now. Calls guest code.
     *
     * @param expiry when it ends unless it is used, by the clock as it is set now
     */
    static FrozenSession of(SessionData data, long expiry) throws IOException {
        return new FrozenSession(
                data.getId(),
                data.getCreated(),
                data.getAccessed(),
                data.getLastAccessed(),
                data.getCookieSet(),
                data.getMaxInactiveMs(),
                expiry,
                SessionAttributes.write(data.getAllAttributes()));
    }

    /** Puts it into the data of a new session, with the classes of a loader. Calls guest code. */
    SessionData thaw(SessionData empty, ClassLoader loader) throws IOException, ClassNotFoundException {
        SessionAttributes.read(attributes, loader).forEach(empty::setAttribute);
        empty.setCookieSet(cookieSet);
        empty.setExpiry(expiry);
        empty.setLastSaved(System.currentTimeMillis());
        empty.clean();
        return empty;
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(attributes.length + 128);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeUTF(id);
        for (long number : new long[] {created, accessed, lastAccessed, cookieSet, maxInactive, expiry}) {
            out.writeLong(number);
        }
        out.writeInt(attributes.length);
        out.write(attributes);
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IOException when it is anything else
     */
    static FrozenSession decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int end = bytes.length - Long.BYTES;
        if (end < 0 || in.readInt() != MAGIC) {
            throw new IOException("it is no session");
        }
        DataInputStream sum = new DataInputStream(new ByteArrayInputStream(bytes, end, Long.BYTES));
        if (sum.readLong() != checksum(bytes, end)) {
            throw new IOException("it is damaged");
        }
        String id = in.readUTF();
        long[] times = new long[6];
        for (int i = 0; i < times.length; i++) {
            times[i] = in.readLong();
        }
        int length = in.readInt();
        if (length < 0 || length > end) {
            throw new IOException("it is damaged");
        }
        return new FrozenSession(id, times[0], times[1], times[2], times[3], times[4], times[5], in.readNBytes(length));
    }

    boolean expiredAt(long millis) {
        return maxInactive > 0 && expiry <= millis;
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FrozenSession session
                && id.equals(session.id)
                && Arrays.equals(attributes, session.attributes);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Without its id, which is a secret. */
    @Override
    public String toString() {
        return "frozen session of " + attributes.length + " bytes";
    }
}
