package dev.hazir.host.servlet;

/**
 * Something that a servlet context serves.
 *
 * @param urlPattern a URL pattern of Jakarta Servlet, relative to the context path; {@code ""} is the context's root alone
 * @param name what answers, for people: a class or a template
 * @param kind {@code servlet}, {@code page} or {@code filter}
 */
public record WebMapping(String urlPattern, String name, String kind) {

    /** Whether it serves one path alone. */
    public boolean isExact() {
        return !isExtension() && !isDefault() && !urlPattern.endsWith("/*");
    }

    /** Whether it serves all that nothing else of the context does. */
    public boolean isDefault() {
        return urlPattern.equals("/") || urlPattern.equals("/*");
    }

    /** The path of its route below a context path. An extension may stand anywhere in the context. */
    public String path(String contextPath) {
        if (urlPattern.isEmpty()) {
            return contextPath + "/";
        }
        return urlPattern.equals("/") || isExtension() ? contextPath + "/*" : contextPath + urlPattern;
    }

    /** The name of its route. */
    public String routeName() {
        return isExtension() ? name + " (" + urlPattern + ")" : name;
    }

    private boolean isExtension() {
        return urlPattern.startsWith("*.");
    }
}
