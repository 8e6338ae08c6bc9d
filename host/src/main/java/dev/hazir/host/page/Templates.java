package dev.hazir.host.page;

import dev.hazir.host.page.LiveReader.Reading;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.messageresolver.StandardMessageResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** The templates and texts of one class loader, beside those that the host lends to everybody ({@code host/<name>}). */
public final class Templates {

    /** Where a visitor's choice of light or dark is kept; the server writes it into the page. */
    public static final String THEME_COOKIE = "hazir-theme";

    static final String DIRECTORY = "templates/";
    static final String ENDING = ".html";

    private static final Set<String> THEMES = Set.of("light", "dark");

    /** One engine at a time, of whichever deployment. */
    private static final Lock INITIALIZING = new ReentrantLock();

    private final TemplateEngine engine = new TemplateEngine();
    private final @Nullable Locale language;

    /**
     * Offers the templates of {@code <base>templates/} and the texts of {@code <base>messages*.properties}.
     *
     * @param base empty, or a directory with a slash at its end
     */
    public Templates(ClassLoader loader, String base) {
        this(loader, base + DIRECTORY, List.of(base), null);
    }

    /**
     * Offers the templates of a directory and of its areas, each with its texts beside its templates.
     *
     * @param language of the texts, whatever a browser asks for
     * @param base a directory with a slash at its end
     * @param areas directories in it
     */
    public static Templates inAreas(ClassLoader loader, String base, List<String> areas, Locale language) {
        return new Templates(
                loader,
                base,
                Stream.concat(Stream.of(""), areas.stream().map(area -> area + "/"))
                        .map(base::concat)
                        .toList(),
                language);
    }

    private Templates(ClassLoader loader, String directory, List<String> texts, @Nullable Locale language) {
        this.language = language;
        engine.addDialect(new HostDialect());
        engine.addTemplateResolver(hostTemplates());
        engine.addTemplateResolver(ownTemplates(loader, directory));
        engine.setMessageResolvers(Set.of(new JarMessages(loader, texts), new StandardMessageResolver()));
    }

    /** Loads what the first page needs, which takes its time. */
    static void warmUp() {
        initialize(new TemplateEngine());
    }

    /** A whole page in memory, so that a failure can still be answered. On a thread that may block. */
    public byte[] render(
            String template,
            Map<String, ?> variables,
            ServletContext servlets,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, Object> all = new HashMap<>(variables);
        all.putIfAbsent("theme", theme(request));
        WebContext context = new WebContext(
                JakartaServletWebApplication.buildApplication(servlets).buildExchange(request, response),
                language == null ? request.getLocale() : language,
                all);
        return engine().process(template, context).getBytes(StandardCharsets.UTF_8);
    }

    /** What a page shows that changes while it is open. Made without a request: for all who have it open. */
    public LiveMarks read(String template, Map<String, ?> variables) {
        Reading reading = new Reading();
        Map<String, Object> all = new HashMap<>(variables);
        all.put(LiveReader.READING, reading);
        engine().process(template, new Context(language == null ? Locale.ENGLISH : language, all));
        return reading.marks();
    }

    /** A page for somebody who does not come through a servlet. On a thread that may block. */
    public byte[] render(String template, Map<String, ?> variables, Locale locale) {
        return engine().process(template, new Context(locale, new HashMap<>(variables)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** {@code light}, {@code dark}, or empty when the visitor's system decides. */
    public static String theme(HttpServletRequest request) {
        for (Cookie cookie : Objects.requireNonNullElse(request.getCookies(), new Cookie[0])) {
            if (cookie.getName().equals(THEME_COOKIE) && THEMES.contains(cookie.getValue())) {
                return cookie.getValue();
            }
        }
        return "";
    }

    /** The same for somebody who does not come through a servlet. */
    public static String theme(List<String> cookieHeaders) {
        return cookieHeaders.stream()
                .flatMap(header -> Stream.of(header.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(THEME_COOKIE + "="))
                .map(cookie -> cookie.substring(THEME_COOKIE.length() + 1))
                .filter(THEMES::contains)
                .findFirst()
                .orElse("");
    }

    void forget() {
        if (engine.isInitialized()) {
            engine.clearTemplateCache();
        }
    }

    /**
     * The engine, ready for use. It would initialise itself with the first request, and the library its classes with the
     * first engine: several threads at once would wait for each other there.
     */
    private TemplateEngine engine() {
        if (!engine.isInitialized()) {
            initialize(engine);
        }
        return engine;
    }

    private static void initialize(TemplateEngine engine) {
        INITIALIZING.lock();
        try {
            engine.getConfiguration();
        } finally {
            INITIALIZING.unlock();
        }
    }

    private static ClassLoaderTemplateResolver ownTemplates(ClassLoader loader, String directory) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(loader);
        resolver.setPrefix(directory);
        resolver.setSuffix(ENDING);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setOrder(2);
        return resolver;
    }

    private static HostTemplates hostTemplates() {
        HostTemplates resolver = new HostTemplates(Templates.class.getClassLoader());
        resolver.setOrder(1);
        return resolver;
    }
}
