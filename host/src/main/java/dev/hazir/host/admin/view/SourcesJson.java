package dev.hazir.host.admin.view;

import dev.hazir.host.security.TrustedSigners.Signer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where jars may come from without being sent, and whose are taken without asking.
 *
 * @param places in use
 * @param folder a folder as the configuration has it for the next start, or empty
 * @param urls beginnings of addresses, likewise
 * @param pending keys whose values in the file differ from those with which the host runs
 * @param signers who are trusted
 * @param applets who signed what is installed
 */
public record SourcesJson(
        List<Place> places,
        String folder,
        List<String> urls,
        List<ConfigDesk.Pending> pending,
        List<Signer> signers,
        List<OfApplet> applets) {

    /**
     * A place that jars may be fetched from.
     *
     * @param kind {@code folder} of the machine, or {@code url}
     * @param reached whether it was there when looked for, or null when nobody has looked
     * @param answer what it said
     */
    public record Place(
            String address, String kind, @Nullable Boolean reached, String answer) {}

    /**
     * Who signed the version of an applet that is installed.
     *
     * @param signer empty when nobody did
     * @param fingerprint SHA-256 of the certificate, or empty
     */
    public record OfApplet(String id, String signer, String fingerprint) {}
}
