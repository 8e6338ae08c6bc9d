package dev.hazir.host.settings;

import dev.hazir.host.operation.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings do not fit their record. Carries all problems. */
public final class SettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What all of its problems have. */
    public static final String CODE = "APP-107";

    private static final Pattern ABOUT = Pattern.compile("Setting '([^']*)' of ");

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::what).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /** A problem with the value of one setting. */
    static Problem of(String applet, String setting, String where, String message, String fix) {
        return new Problem(
                CODE, applet, "Setting '" + setting + "' of " + applet + where + ": " + message + ".", "", fix);
    }

    /** What a problem says of its setting, without its name: for a place that names it already. */
    public static String messageOf(Problem problem) {
        return problem.what().replaceFirst("^Setting '[^']*' of [^:]*: ", "");
    }

    /** Which setting a problem is about, when it is about the value of one. */
    public static Optional<String> settingOf(Problem problem) {
        Matcher matcher = ABOUT.matcher(problem.what());
        return problem.code().equals(CODE) && matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
