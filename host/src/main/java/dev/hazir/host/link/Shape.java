package dev.hazir.host.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class as other classes see it. Names are those of class files: {@code java/lang/String}.
 *
 * @param origin where it comes from at run time
 * @param access the flags of the class file
 * @param superName the class it extends; null for {@code Object}
 * @param fields flags by name and descriptor
 * @param methods flags by name and descriptor
 * @param nest the name of its nest's host
 * @param release the Java release it was compiled for
 * @param opaque whether nothing but its name is known, because the file cannot be read
 */
record Shape(
        String name,
        Origin origin,
        int access,
        @Nullable String superName,
        List<String> interfaces,
        Map<String, Integer> fields,
        Map<String, Integer> methods,
        String nest,
        int release,
        boolean opaque) {

    /** Who brings a class. */
    enum Origin {
        /** The applet's jar or a library in it. */
        OWN,
        /** The host, for all applets. */
        SHARED,
        /** The Java that runs the host. */
        PLATFORM
    }

    private static final int MAJOR_OF_JAVA_0 = 44;

    static Shape read(String name, Origin origin, byte[] bytes) {
        try {
            Reader reader = new Reader();
            new ClassReader(bytes)
                    .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return new Shape(
                    name,
                    origin,
                    reader.access,
                    reader.superName,
                    reader.interfaces,
                    reader.fields,
                    reader.methods,
                    reader.nest.isEmpty() ? name : reader.nest,
                    release(bytes),
                    false);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return new Shape(
                    name, origin, Opcodes.ACC_PUBLIC, null, List.of(), Map.of(), Map.of(), name, release(bytes), true);
        }
    }

    /** The Java release that bytes of a class were compiled for; 0 if they are no class. */
    static int release(byte[] bytes) {
        return bytes.length < 8 ? 0 : ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) - MAJOR_OF_JAVA_0;
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    String packageName() {
        return packageOf(name);
    }

    static String packageOf(String className) {
        int slash = className.lastIndexOf('/');
        return slash < 0 ? "" : className.substring(0, slash);
    }

    /** {@code dev/hazir/applet/loop/Loop} as {@code dev.hazir.applet.loop.Loop}. */
    static String dotted(String className) {
        return className.replace('/', '.');
    }

    private static final class Reader extends ClassVisitor {
        private int access;
        private @Nullable String superName;
        private List<String> interfaces = List.of();
        private String nest = "";
        private final Map<String, Integer> fields = new HashMap<>();
        private final Map<String, Integer> methods = new HashMap<>();

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String[] interfaces) {
            this.access = access;
            this.superName = superName;
            this.interfaces = List.of(interfaces);
        }

        @Override
        public void visitNestHost(String host) {
            nest = host;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            fields.put(name + descriptor, access);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            methods.put(name + descriptor, access);
            return null;
        }
    }
}
