package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A jar that was checked as far as that is possible without running anything of it.
 *
 * @param file where it is
 * @param descriptor what it says of itself
 * @param digest SHA-256 of the file, in hex
 */
record AppletJar(Path file, Descriptor descriptor, String digest) {

    private static final int LONGEST_DESCRIPTOR = 1 << 16;

    /**
     * Reads and checks a jar completely: every entry is unpacked once, so that a half-copied file is found here.
     *
     * @throws RefusedException with all problems
     */
    static AppletJar read(Path file) throws RefusedException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            List<Problem> problems = new ArrayList<>();
            readThrough(zip);
            ZipEntry entry = zip.getEntry(Descriptor.ENTRY);
            if (entry == null) {
                throw new RefusedException(new Problem(
                        "APP-112",
                        null,
                        file.getFileName() + " is not an applet: it has no " + Descriptor.ENTRY + ".",
                        "",
                        "Install a jar that was built as an applet."));
            }
            Descriptor.Reading reading = Descriptor.read(text(zip, entry));
            problems.addAll(reading.problems());
            Descriptor descriptor = reading.descriptor();
            if (descriptor == null) {
                throw new RefusedException(problems);
            }
            if (zip.getEntry(descriptor.main().replace('.', '/') + ".class") == null && !hasLibraries(zip)) {
                problems.add(new Problem(
                        "APP-113",
                        descriptor.info().id(),
                        "The main class " + descriptor.main() + " is not in the jar.",
                        "",
                        "Correct 'main' in " + Descriptor.ENTRY + " or add the class."));
            }
            problems.addAll(descriptor.incompatibilities());
            if (!problems.isEmpty()) {
                throw new RefusedException(problems);
            }
            return new AppletJar(file, descriptor, digest(file));
        } catch (ZipException e) {
            throw new RefusedException(unreadable(file, e));
        } catch (IOException e) {
            throw new RefusedException(unreadable(file, e));
        }
    }

    /**
     * Does the same with a jar that comes from outside. One that was changed after it was signed is refused before anything of
     * it runs.
     *
     * @throws RefusedException with all problems
     */
    static AppletJar readArriving(Path file) throws RefusedException {
        AppletJar jar = read(file);
        if (Signature.of(file).state() == Signature.State.BROKEN) {
            throw new RefusedException(new Problem(
                    "APP-116",
                    jar.descriptor().info().id(),
                    file.getFileName() + " was changed after it was signed.",
                    "What is in it is not what its signer has vouched for.",
                    "Ask whoever made it for the jar as it was signed."));
        }
        return jar;
    }

    /** The id and version a jar claims, as far as they can be read; for telling whose refusal it is. */
    static Descriptor.Reading glance(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry entry = zip.getEntry(Descriptor.ENTRY);
            if (entry != null) {
                return Descriptor.read(text(zip, entry));
            }
        } catch (IOException e) {
            return new Descriptor.Reading(null, "", "", List.of(unreadable(file, e)));
        }
        return new Descriptor.Reading(null, "", "", List.of());
    }

    /** Copies the jar to a place that lasts as long as this run. */
    AppletJar copy(Path place) throws DiskException {
        new Disk().copyForNow(file, place);
        return new AppletJar(place, descriptor, digest);
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static void readThrough(ZipFile zip) throws IOException {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (entry.getName().startsWith("/")
                    || List.of(entry.getName().split("[/\\\\]", -1)).contains("..")) {
                throw new ZipException("the entry '" + entry.getName() + "' leads out of the jar");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
    }

    private static boolean hasLibraries(ZipFile zip) {
        return zip.stream()
                .anyMatch(entry ->
                        entry.getName().startsWith("lib/") && entry.getName().endsWith(".jar"));
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(LONGEST_DESCRIPTOR), StandardCharsets.UTF_8);
        }
    }

    private static Problem unreadable(Path file, IOException e) {
        return new Problem(
                "APP-114",
                null,
                file.getFileName() + " is not a complete jar.",
                String.valueOf(e.getMessage()),
                "Copy the file again, completely.");
    }
}
