package dev.hazir.host.admin.health;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a stack.
 *
 * @param applet whose code it is, with its version, or empty
 */
public record Frame(String text, String applet) {

    private static final Pattern DEPLOYMENT = Pattern.compile("[a-z][a-z0-9-]{1,31}@.+");

    static Frame of(StackTraceElement element) {
        String applet = deployment(element.getClassLoaderName());
        String place = element.isNativeMethod()
                ? "native"
                : element.getFileName() == null ? "unknown" : element.getFileName() + ":" + element.getLineNumber();
        return new Frame(
                (applet.isEmpty() ? "" : applet + "//") + element.getClassName() + "." + element.getMethodName() + "("
                        + place + ")",
                applet);
    }

    public static List<Frame> of(List<StackTraceElement> stack) {
        return stack.stream().map(Frame::of).toList();
    }

    /** The name of a class loader if it is one of a deployment; otherwise empty. */
    static String deployment(@Nullable String loader) {
        if (loader == null) {
            return "";
        }
        Matcher name = DEPLOYMENT.matcher(loader);
        return name.matches() ? loader : "";
    }
}
