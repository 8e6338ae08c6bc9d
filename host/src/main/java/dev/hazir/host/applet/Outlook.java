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
 */
public record Outlook(List<Problem> problems, Effect effect, List<String> restarting) {

    public Outlook {
        problems = List.copyOf(problems);
        restarting = List.copyOf(restarting);
    }
}
