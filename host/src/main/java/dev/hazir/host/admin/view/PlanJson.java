package dev.hazir.host.admin.view;

import dev.hazir.host.applet.Plan;
import dev.hazir.host.applet.Signature;
import dev.hazir.host.lifecycle.Prospect;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as JSON. */
public record PlanJson(
        String applet,
        String name,
        String version,
        @Nullable String replaces,
        List<Plan.Change> changes,
        List<OpenJson> open,
        String restarts,
        List<ProblemJson> warnings,
        List<ProblemJson> problems,
        JarJson jar) {

    /**
     * The jar of a plan.
     *
     * @param digest SHA-256 in hex
     * @param signed {@code none}, {@code valid} or {@code broken}
     * @param signer the name in the certificate, or empty
     * @param fingerprint SHA-256 of the certificate, or empty
     */
    public record JarJson(long bytes, String digest, String signed, String signer, String fingerprint) {

        public static JarJson of(long bytes, String digest, Signature signature) {
            return new JarJson(
                    bytes,
                    digest,
                    signature.state().name().toLowerCase(Locale.ROOT),
                    signature.signer(),
                    signature.fingerprint());
        }
    }

    /** What would become of some of what is open now. */
    public record OpenJson(String kind, String where, long count, String fate, String note) {

        static OpenJson of(Prospect prospect) {
            return new OpenJson(
                    prospect.kind(),
                    prospect.where(),
                    prospect.count(),
                    prospect.fate().words(),
                    prospect.note());
        }
    }

    public static PlanJson of(Plan plan, JarJson jar) {
        return new PlanJson(
                plan.applet(),
                plan.name(),
                plan.version(),
                plan.replaces(),
                plan.changes(),
                plan.open().stream().map(OpenJson::of).toList(),
                plan.restarts(),
                plan.warnings().stream().map(ProblemJson::of).toList(),
                plan.problems().stream().map(ProblemJson::of).toList(),
                jar);
    }
}
