package dev.hazir.host.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the classes of jars that carry a servlet annotation, by reading their bytes: none is loaded for it. */
final class AnnotatedClasses {

    private static final Set<String> SOUGHT = Set.of(
            "Ljakarta/servlet/annotation/WebServlet;",
            "Ljakarta/servlet/annotation/WebFilter;",
            "Ljakarta/servlet/annotation/WebListener;");

    private AnnotatedClasses() {}

    /** The names of the annotated classes, in the order of the jars. */
    static List<String> find(List<Path> jars) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (isClass(entry.getName())) {
                        addIfAnnotated(jar, entry, found);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class");
    }

    private static void addIfAnnotated(JarFile jar, JarEntry entry, List<String> found) throws IOException {
        try (InputStream bytes = jar.getInputStream(entry)) {
            Finder finder = new Finder();
            new ClassReader(bytes)
                    .accept(finder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            if (finder.annotated) {
                found.add(finder.name);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "The class " + entry.getName() + " in " + jar.getName()
                            + " cannot be read; it is damaged or made for a newer Java version.",
                    e);
        }
    }

    private static final class Finder extends ClassVisitor {
        private String name = "";
        private boolean annotated;

        Finder() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            this.name = name.replace('/', '.');
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            annotated |= SOUGHT.contains(descriptor);
            return null;
        }
    }
}
