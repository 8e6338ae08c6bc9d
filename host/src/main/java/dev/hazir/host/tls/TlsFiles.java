package dev.hazir.host.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the certificate and its key are. Those that the host writes are one file, so that they change together.
 *
 * @param folder the host's own
 * @param certificate the chain, and the key when it has no file of its own
 * @param key the key, when it is elsewhere
 */
public record TlsFiles(Path folder, Path certificate, Optional<Path> key) {

    private static final long LARGEST = 1 << 20;

    /** Files that are named as the configuration names them: absolute, or within the host's folder. */
    public static TlsFiles of(Path home, String certificate, String key) {
        Path folder = home.toAbsolutePath().normalize().resolve("tls");
        return new TlsFiles(
                folder,
                folder.resolve(certificate).normalize(),
                key.isEmpty()
                        ? Optional.empty()
                        : Optional.of(folder.resolve(key).normalize()));
    }

    /** Whether the host writes them: they are one file in its folder. */
    public boolean own() {
        return key.isEmpty() && certificate.startsWith(folder);
    }

    /** Whether there is a certificate. */
    public boolean exist() {
        return Files.exists(certificate);
    }

    List<Path> all() {
        return Stream.concat(Stream.of(certificate), key.stream()).toList();
    }

    void requireOwn() throws TlsException {
        if (!own()) {
            throw new TlsException(
                    "The certificate is kept elsewhere: tls.certificate and tls.key name files that the host does not write.",
                    "Replace " + certificate + key.map(file -> " and " + file).orElse("")
                            + ", then run hazir tls reload; or remove both keys from the configuration.");
        }
    }

    /** Reads both. */
    public Credentials read() throws TlsException {
        String chain = text(certificate);
        try {
            return Credentials.read(chain, key.isEmpty() ? chain : text(key.get()));
        } catch (TlsException e) {
            throw new TlsException(
                    certificate + key.map(file -> " with " + file).orElse("") + ": " + e.what(), e.fix(), e);
        }
    }

    private static String text(Path file) throws TlsException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TlsException(file + " is larger than a certificate can be.", "Name another file.");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsException(
                    "There is no file " + file + ".",
                    "Run hazir tls make, or hazir tls use CERTIFICATE KEY, or set tls=off.",
                    e);
        } catch (IOException e) {
            throw new TlsException(
                    file + " cannot be read: " + e + ".", "Let the user of the host read it, or set tls=off.", e);
        }
    }
}
