package dev.hazir.host.page;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Finds the templates that the host shares with all applets, such as {@code host/layout}. */
final class HostTemplates extends ClassLoaderTemplateResolver {

    private static final String SPACE = "host/";

    HostTemplates(ClassLoader loader) {
        super(loader);
        setPrefix("hazir/templates/");
        setSuffix(".html");
        setCharacterEncoding("UTF-8");
        setResolvablePatterns(Set.of(SPACE + "*"));
    }

    @Override
    protected String computeResourceName(
            IEngineConfiguration configuration,
            @Nullable String owner,
            String template,
            @Nullable String prefix,
            @Nullable String suffix,
            boolean forceSuffix,
            Map<String, String> aliases,
            @Nullable Map<String, Object> attributes) {
        String name = template.substring(SPACE.length());
        return super.computeResourceName(configuration, owner, name, prefix, suffix, forceSuffix, aliases, attributes);
    }
}
