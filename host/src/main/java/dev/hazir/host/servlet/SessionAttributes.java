package dev.hazir.host.servlet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The attributes of a session as bytes that hold nothing of the classes they were made by. One stream takes them all, so that
 * what two attributes share is shared afterwards too. Writing and reading calls guest code.
 */
final class SessionAttributes {

    /** How many bytes the attributes of one session may have. */
    static final int MAX_BYTES = 16 << 20;

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void");
    private static final String LIMITS =
            "maxdepth=500;maxrefs=1000000;maxarray=" + MAX_BYTES + ";maxbytes=" + MAX_BYTES;

    private SessionAttributes() {}

    /**
     * Writes attributes.
     *
     * @throws IOException when one of them is not serialisable, or all are too large
     */
    static byte[] write(Map<String, Object> attributes) throws IOException {
        List<Map.Entry<String, Object>> entries = new ArrayList<>(attributes.entrySet());
        ByteArrayOutputStream bytes = new Bounded();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeInt(entries.size());
            for (Map.Entry<String, Object> entry : entries) {
                out.writeUTF(entry.getKey());
                out.writeObject(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Reads attributes with the classes that a loader sees.
     *
     * @throws IOException when they do not fit these classes, or are out of bounds
     * @throws ClassNotFoundException when a class is no longer there
     */
    static Map<String, Object> read(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new GuestInput(new ByteArrayInputStream(bytes), loader)) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(LIMITS));
            int count = in.readInt();
            Map<String, Object> attributes = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                attributes.put(name, in.readObject());
            }
            return attributes;
        }
    }

    private static final class GuestInput extends ObjectInputStream {
        private final ClassLoader loader;

        GuestInput(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            // Never by the method of the stream, which looks among the host's own classes.
            return PRIMITIVES.contains(description.getName())
                    ? super.resolveClass(description)
                    : Class.forName(description.getName(), false, loader);
        }

        @Override
        protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
            Class<?>[] interfaces = new Class<?>[names.length];
            for (int i = 0; i < names.length; i++) {
                interfaces[i] = Class.forName(names[i], false, loader);
            }
            return java.lang.reflect.Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
                    .getClass();
        }
    }

    private static final class Bounded extends ByteArrayOutputStream {

        @Override
        public synchronized void write(int b) {
            require(1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            require(length);
            super.write(bytes, offset, length);
        }

        private void require(int length) {
            if (size() + length > MAX_BYTES) {
                throw new IllegalArgumentException("A session may have " + MAX_BYTES + " bytes of attributes.");
            }
        }
    }
}
