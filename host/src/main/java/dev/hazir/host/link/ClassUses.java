package dev.hazir.host.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What one class uses.
 *
 * @param uses in the order of its code
 * @param mentioned names of classes that stand in its strings, from where reflection may take them
 * @param states classes of state that is handed over
 * @param annotated whether the host looks for it by an annotation
 */
record ClassUses(String name, List<Use> uses, Set<String> mentioned, Set<String> states, boolean annotated) {

    private static final String WEB_ANNOTATIONS = "Ljakarta/servlet/annotation/Web";

    /** Reads a class. */
    static ClassUses read(String name, byte[] bytes) {
        Visitor visitor = new Visitor(name);
        new ClassReader(bytes).accept(visitor, ClassReader.SKIP_FRAMES);
        return new ClassUses(
                name,
                List.copyOf(visitor.uses),
                Set.copyOf(visitor.mentioned),
                Set.copyOf(visitor.states),
                visitor.annotated);
    }

    private static final class Visitor extends ClassVisitor {
        private final String name;
        private final List<Use> uses = new ArrayList<>();
        private final Set<String> mentioned = new HashSet<>();
        private final Set<String> states = new HashSet<>();
        private final List<Need> above = new ArrayList<>();
        private String source = "";
        private boolean annotated;

        Visitor(String name) {
            super(Opcodes.ASM9);
            this.name = name;
        }

        @Override
        public void visit(
                int version,
                int access,
                String className,
                @Nullable String signature,
                @Nullable String superName,
                String[] interfaces) {
            if (superName != null) {
                above.add(new Need(Need.Kind.SUPERCLASS, superName, "", ""));
            }
            for (String type : interfaces) {
                above.add(new Need(Need.Kind.INTERFACE, type, "", ""));
            }
        }

        @Override
        public void visitSource(@Nullable String file, @Nullable String debug) {
            source = file == null ? "" : file;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            annotated |= descriptor.startsWith(WEB_ANNOTATIONS);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new CodeUses(uses, mentioned, states, method, source.isEmpty() ? Shape.dotted(name) : source);
        }

        @Override
        public void visitEnd() {
            String place = source.isEmpty() ? Shape.dotted(name) : source;
            above.forEach(need -> uses.add(new Use(need, place, false)));
        }
    }
}
