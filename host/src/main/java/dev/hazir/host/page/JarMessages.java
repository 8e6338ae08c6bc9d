package dev.hazir.host.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;

/**
 * Gives texts from {@code messages*.properties} of a jar, in UTF-8. It reads the files itself: resource bundles of the JDK
 * are kept in a cache of the whole process.
 */
final class JarMessages extends AbstractMessageResolver {

    private static final ResourceBundle.Control NAMES =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ClassLoader loader;
    private final List<String> directories;
    private final Map<Locale, Properties> texts = new ConcurrentHashMap<>();

    /** @param directories where such files are, the most special last; empty, or with a slash at their ends */
    JarMessages(ClassLoader loader, List<String> directories) {
        this.loader = loader;
        this.directories = directories;
        setOrder(1);
    }

    @Override
    public @Nullable String resolveMessage(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
        Locale locale = context.getLocale();
        String text = texts.computeIfAbsent(locale, this::load).getProperty(key);
        return text == null || parameters == null || parameters.length == 0
                ? text
                : new MessageFormat(text, locale).format(parameters);
    }

    @Override
    public @Nullable String createAbsentMessageRepresentation(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
        return null;
    }

    /** Reads the files for a locale, the most special last, so that it wins. */
    private Properties load(Locale locale) {
        Properties all = new Properties();
        List<Locale> locales = NAMES.getCandidateLocales("messages", locale);
        for (int i = locales.size() - 1; i >= 0; i--) {
            for (String directory : directories) {
                add(directory + NAMES.toBundleName("messages", locales.get(i)) + ".properties", all);
            }
        }
        return all;
    }

    private void add(String file, Properties all) {
        try (InputStream in = loader.getResourceAsStream(file)) {
            if (in != null) {
                all.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
