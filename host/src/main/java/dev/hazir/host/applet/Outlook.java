package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.settings.Effect;
import java.util.List;

/**
 * What saving settings would come to.
 *
 * @param problems why they would be refused; none when they fit
 * @param effect what saving them would do, if they fit
 * @param restarting the settings that make the applet restart although it takes others while it runs
 * @param overruling the environment variables that win over what would be saved
 */
public record Outlook(List<Problem> problems, Effect effect, List<String> restarting, List<String> overruling) {

    public Outlook {
        problems = List.copyOf(problems);
        restarting = List.copyOf(restarting);
        overruling = List.copyOf(overruling);
    }

    Outlook(List<Problem> problems, Effect effect, List<String> restarting) {
        this(problems, effect, restarting, List.of());
    }

    Outlook overruledBy(List<String> variables) {
        return new Outlook(problems, effect, restarting, variables);
    }
}
