package dev.hazir.host.files;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which form of a file a client gets ({@code Accept-Encoding}, RFC 9110, section 12.5.3). */
final class Codings {

    private Codings() {}

    /** The form the client likes best; of those it likes equally the first compressed one. */
    static Representation choose(List<Representation> forms, @Nullable String accept) {
        Representation best = forms.get(0);
        if (accept == null) {
            return best;
        }
        double bestWeight = 0;
        for (Representation form : forms.subList(1, forms.size())) {
            double weight = weight(form.coding(), accept);
            if (weight > bestWeight) {
                best = form;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static double weight(String coding, String accept) {
        double any = 0;
        for (String item : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = item.split(";", 2);
            String name = parts[0].strip();
            double weight = parts.length == 1 ? 1 : quality(parts[1].strip());
            if (name.equals(coding) || (coding.equals("gzip") && name.equals("x-gzip"))) {
                return weight;
            }
            if (name.equals("*")) {
                any = weight;
            }
        }
        return any;
    }

    private static double quality(String parameter) {
        if (!parameter.matches("q\\s*=\\s*[01]([.][0-9]{0,3})?")) {
            return parameter.startsWith("q") ? 0 : 1;
        }
        return Double.parseDouble(
                parameter.substring(parameter.indexOf('=') + 1).strip());
    }
}
