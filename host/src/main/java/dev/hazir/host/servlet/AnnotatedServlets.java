package dev.hazir.host.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** What annotated servlets of jars will serve, read from their classes before any of them is loaded. */
public final class AnnotatedServlets {

    private AnnotatedServlets() {}

    /** The mappings, in the order of the jars. */
    public static List<WebMapping> mappings(List<Path> jars) throws IOException {
        List<WebMapping> mappings = new ArrayList<>();
        List<String> names = AnnotatedClasses.find(jars);
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (String name : names) {
                    var entry = jar.getJarEntry(name.replace('.', '/') + ".class");
                    if (entry != null) {
                        try (InputStream bytes = jar.getInputStream(entry)) {
                            patterns(bytes).forEach(pattern -> mappings.add(new WebMapping(pattern, name, "servlet")));
                        }
                    }
                }
            }
        }
        return mappings;
    }

    private static Set<String> patterns(InputStream bytes) throws IOException {
        Set<String> patterns = new LinkedHashSet<>();
        AnnotationVisitor values = new AnnotationVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitArray(String name) {
                return name.equals("value") || name.equals("urlPatterns") ? new Texts(patterns) : null;
            }
        };
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                                return descriptor.equals("Ljakarta/servlet/annotation/WebServlet;") ? values : null;
                            }
                        },
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return patterns;
    }

    private static final class Texts extends AnnotationVisitor {
        private final Set<String> texts;

        Texts(Set<String> texts) {
            super(Opcodes.ASM9);
            this.texts = texts;
        }

        @Override
        public void visit(@Nullable String name, Object value) {
            texts.add(String.valueOf(value));
        }
    }
}
