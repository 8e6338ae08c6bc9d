package dev.hazir.host.applet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Who vouches for all of a jar.
 *
 * @param state what was found
 * @param signer the name in the signer's certificate, or empty; whether the name is true nobody has checked
 * @param fingerprint SHA-256 of that certificate in hex, or empty: the same one is the same signer
 */
public record Signature(State state, String signer, String fingerprint) {

    /** What signatures of a jar come to. */
    public enum State {
        /** Something in it is not signed. */
        NONE,
        VALID,
        /** It was changed after it was signed. */
        BROKEN
    }

    private static final Signature NONE = new Signature(State.NONE, "", "");

    /** Reads all of a jar. On a thread that may block. */
    public static Signature of(Path jar) {
        CodeSigner[] signers = null;
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            if (file.getManifest() == null) {
                return NONE;
            }
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || isPartOfSignature(entry.getName())) {
                    continue;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                if (entry.getCodeSigners() == null) {
                    return NONE;
                }
                signers = entry.getCodeSigners();
            }
            return signers == null ? NONE : of(signers[0]);
        } catch (SecurityException e) {
            return new Signature(State.BROKEN, "", "");
        } catch (IOException e) {
            return NONE; // what is wrong with the jar is told where it is checked
        }
    }

    /** Whether the same signer vouches for both. */
    public boolean by(Signature other) {
        return state == State.VALID && other.state == State.VALID && fingerprint.equals(other.fingerprint);
    }

    private static Signature of(CodeSigner signer) {
        try {
            if (signer.getSignerCertPath().getCertificates().get(0) instanceof X509Certificate certificate) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
                return new Signature(
                        State.VALID,
                        certificate.getSubjectX500Principal().getName(),
                        HexFormat.of().formatHex(digest));
            }
            return NONE;
        } catch (CertificateEncodingException e) {
            return NONE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static boolean isPartOfSignature(String entry) {
        String name = entry.toUpperCase(Locale.ROOT);
        return name.startsWith("META-INF/")
                && name.indexOf('/', "META-INF/".length()) < 0
                && (name.equals("META-INF/MANIFEST.MF") || name.matches(".*\\.(SF|RSA|DSA|EC)"));
    }
}
