package dev.hazir.host.applet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads what a jar says of itself, without running anything of it. */
final class JarText {

    private static final int LONGEST = 1 << 16;

    /** Where authors put a file of texts. */
    private static final List<String> PLACES = List.of("META-INF/resources/", "", "META-INF/");

    private JarText() {}

    /** Empty when the jar cannot be read; that is told elsewhere. */
    static Optional<About> read(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry entry = zip.getEntry(Descriptor.ENTRY);
            return entry == null
                    ? Optional.empty()
                    : Optional.ofNullable(Descriptor.read(text(zip, entry)).descriptor())
                            .map(descriptor -> about(zip, descriptor));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static About about(ZipFile zip, Descriptor descriptor) {
        return new About(
                descriptor.info().name(),
                descriptor.info().summary().orElse(""),
                descriptor.info().vendor(),
                descriptor.info().license(),
                descriptor.docs(),
                descriptor.onHome(),
                descriptor.info().permissions(),
                descriptor.requires().stream().map(Requirement::written).toList(),
                find(zip, "README.md"),
                find(zip, descriptor.changelog().orElse("CHANGELOG.md")));
    }

    private static String find(ZipFile zip, String name) {
        for (String place : PLACES) {
            ZipEntry entry = zip.getEntry(place + name);
            if (entry != null && !entry.isDirectory()) {
                try {
                    return text(zip, entry);
                } catch (IOException e) {
                    return "";
                }
            }
        }
        return "";
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
