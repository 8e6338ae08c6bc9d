package dev.hazir.host.tls;

import io.netty.util.NetUtil;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A certificate with those that vouch for it, and its key.
 *
 * @param chain the host's own certificate first
 */
public record Credentials(List<X509Certificate> chain, PrivateKey key) {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    public Credentials {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both from text.
     *
     * @param key the text of the key; it may stand with the certificates
     * @throws TlsException when something is missing, broken or does not belong together
     */
    public static Credentials read(String certificates, String key) throws TlsException {
        List<X509Certificate> chain = Pem.certificates(certificates);
        if (chain.isEmpty()) {
            throw new TlsException(
                    "There is no certificate in the text.",
                    "Give it as PEM: text that begins with -----BEGIN CERTIFICATE.");
        }
        Optional<PrivateKey> found = Pem.key(key);
        if (found.isEmpty()) {
            throw new TlsException(
                    "There is no private key.", "Give it as PEM: text that begins with -----BEGIN PRIVATE KEY.");
        }
        Credentials read = new Credentials(chain, found.get());
        read.requireFit();
        return read;
    }

    /** The host's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    public Instant begins() {
        return certificate().getNotBefore().toInstant();
    }

    public Instant ends() {
        return certificate().getNotAfter().toInstant();
    }

    /** Whether nobody else vouches for it: browsers warn of it until they are told to trust it. */
    public boolean selfMade() {
        return chain.size() == 1
                && certificate().getIssuerX500Principal().equals(certificate().getSubjectX500Principal());
    }

    /** SHA-256 of the certificate, as browsers show it. */
    public String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For which names and addresses it stands. */
    public List<String> names() {
        try {
            Collection<List<?>> all = certificate().getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name -> Objects.equals(name.get(0), DNS) || Objects.equals(name.get(0), ADDRESS))
                            .map(name -> shown(String.valueOf(name.get(1))))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** Java writes addresses of IPv6 at their full length. */
    private static String shown(String name) {
        byte[] address = name.contains(":") ? NetUtil.createByteArrayFromIpAddressString(name) : null;
        return address == null ? name : NetUtil.bytesToIpAddress(address);
    }

    /** Whether browsers take it for this name. */
    public boolean covers(String name) {
        String asked = name.toLowerCase(Locale.ROOT);
        int dot = asked.indexOf('.');
        return names().stream()
                .map(known -> known.toLowerCase(Locale.ROOT))
                .anyMatch(known -> known.equals(asked)
                        || known.startsWith("*.")
                                && dot > 0
                                && asked.substring(dot).equals(known.substring(1)));
    }

    /** What the host keeps: the chain and the key in one file, which changes in one write. */
    String text() {
        return Pem.text(chain, key);
    }

    /** The chain alone, for those who are to trust it. */
    public String publicText() {
        return Pem.text(chain);
    }

    /** Refuses what no browser would accept from now on. */
    void requireCurrent(Instant now) throws TlsException {
        if (now.isAfter(ends())) {
            throw new TlsException("The certificate ended on " + ends() + ".", "Give one that is valid.");
        }
        if (now.isBefore(begins())) {
            throw new TlsException(
                    "The certificate begins on " + begins() + " only.",
                    "Wait until then, or look whether the clock of this machine is right: it says " + now + ".");
        }
    }

    /** The chain of a browser ends at the first that does not vouch for the one before it. */
    private void requireFit() throws TlsException {
        if (!fits(certificate().getPublicKey())) {
            throw new TlsException(
                    "The key does not belong to the certificate"
                            + (chain.size() > 1 ? ", which must be the first of the chain." : "."),
                    "Give the key that the certificate was made for.");
        }
        for (int i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new TlsException(
                        "Certificate " + (i + 1) + " of the chain, of "
                                + chain.get(i).getSubjectX500Principal() + ", does not vouch for the one before it.",
                        "Give the chain in order: the certificate of the host first, then who vouches for it.",
                        e);
            }
        }
    }

    private boolean fits(PublicKey publicKey) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "RSASSA-PSS" -> "RSASSA-PSS";
            default -> "EdDSA";
        };
        try {
            byte[] sample = new byte[] {1, 2, 3};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(publicKey);
            verifying.update(sample);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "certificate of " + certificate().getSubjectX500Principal();
    }
}
