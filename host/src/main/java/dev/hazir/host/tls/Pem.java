package dev.hazir.host.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Certificates and keys as text (RFC 7468). Other blocks, such as parameters, are passed over. */
final class Pem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)\\s*-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private Pem() {}

    /** The certificates, in the order in which they stand. */
    static List<X509Certificate> certificates(String text) throws TlsException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals(CERTIFICATE)) {
                found.add(certificate(decoded(blocks.group(2), "certificate")));
            }
        }
        return found;
    }

    /** The first private key; empty when there is none. */
    static Optional<PrivateKey> key(String text) throws TlsException {
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            String kind = blocks.group(1);
            if (kind.endsWith(KEY)) {
                if (kind.startsWith("ENCRYPTED") || blocks.group(2).startsWith("Proc-Type")) {
                    throw new TlsException(
                            "The key is encrypted with a passphrase.",
                            "Give it without one: openssl pkey -in KEY -out PLAIN");
                }
                return Optional.of(key(kind, decoded(blocks.group(2), "key")));
            }
        }
        return Optional.empty();
    }

    static String text(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                append(text, CERTIFICATE, certificate.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a certificate that was read can be written", e);
            }
        }
        return text.toString();
    }

    static String text(List<X509Certificate> chain, PrivateKey key) {
        StringBuilder text = new StringBuilder(text(chain));
        append(text, KEY, key.getEncoded());
        return text.toString();
    }

    private static void append(StringBuilder text, String kind, byte[] bytes) {
        text.append("-----BEGIN ")
                .append(kind)
                .append("-----\n")
                .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes))
                .append("\n-----END ")
                .append(kind)
                .append("-----\n");
    }

    private static X509Certificate certificate(byte[] bytes) throws TlsException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw broken("certificate", e);
        }
    }

    private static PrivateKey key(String kind, byte[] bytes) throws TlsException {
        PKCS8EncodedKeySpec encoded;
        try {
            encoded = new PKCS8EncodedKeySpec(standard(kind, bytes));
        } catch (IOException | IllegalArgumentException e) {
            throw broken("key", e);
        }
        Exception last = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                last = e; // another algorithm's
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }
        throw broken("key", last == null ? new IOException("no algorithm") : last);
    }

    /** In the form of PKCS #8, which Java reads, also when it came in that of PKCS #1 or SEC 1. */
    private static byte[] standard(String kind, byte[] bytes) throws IOException {
        return switch (kind) {
            case "RSA PRIVATE KEY" ->
                wrapped(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(bytes));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(bytes);
                yield wrapped(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            default -> bytes;
        };
    }

    private static byte[] wrapped(AlgorithmIdentifier algorithm, ASN1Object key) throws IOException {
        return new PrivateKeyInfo(algorithm, key).getEncoded();
    }

    private static byte[] decoded(String base64, String what) throws TlsException {
        try {
            return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw broken(what, e);
        }
    }

    private static TlsException broken(String what, Exception cause) {
        return new TlsException(
                "The " + what + " cannot be read: " + cause.getMessage() + ".",
                "Give it as PEM: text that begins with -----BEGIN.",
                cause);
    }
}
