package dev.hazir.host.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registers annotated classes by the means of the servlet standard: listeners first, then filters, then servlets. A name
 * that the applet has registered itself is left as it is.
 */
final class AnnotatedRegistrations {

    private final ServletContext context;

    private AnnotatedRegistrations(ServletContext context) {
        this.context = context;
    }

    static void register(ServletContext context, ClassLoader loader, List<String> names) throws ServletException {
        AnnotatedRegistrations registrations = new AnnotatedRegistrations(context);
        List<Class<?>> classes =
                names.stream().<Class<?>>map(name -> load(name, loader)).toList();
        for (Class<?> type : classes) {
            if (type.isAnnotationPresent(WebListener.class)) {
                context.addListener(require(type, EventListener.class, "@WebListener"));
            }
        }
        for (Class<?> type : classes) {
            WebFilter annotation = type.getAnnotation(WebFilter.class);
            if (annotation != null) {
                registrations.filter(require(type, Filter.class, "@WebFilter"), annotation);
            }
        }
        for (Class<?> type : classes) {
            WebServlet annotation = type.getAnnotation(WebServlet.class);
            if (annotation != null) {
                registrations.servlet(require(type, Servlet.class, "@WebServlet"), annotation);
            }
        }
    }

    private void filter(Class<? extends Filter> type, WebFilter annotation) {
        String name = annotation.filterName().isEmpty() ? type.getName() : annotation.filterName();
        FilterRegistration.Dynamic filter = context.addFilter(name, type);
        if (filter == null) {
            return;
        }
        filter.setAsyncSupported(annotation.asyncSupported());
        filter.setInitParameters(parameters(annotation.initParams()));
        EnumSet<DispatcherType> dispatchers = EnumSet.copyOf(Arrays.asList(annotation.dispatcherTypes()));
        String[] patterns = patterns(annotation.value(), annotation.urlPatterns());
        if (patterns.length > 0) {
            filter.addMappingForUrlPatterns(dispatchers, true, patterns);
        }
        if (annotation.servletNames().length > 0) {
            filter.addMappingForServletNames(dispatchers, true, annotation.servletNames());
        }
    }

    private void servlet(Class<? extends Servlet> type, WebServlet annotation) throws ServletException {
        if (type.isAnnotationPresent(ServletSecurity.class)) {
            throw new ServletException(type.getName() + " is annotated with @ServletSecurity, which this host does not"
                    + " enforce: it would be open to everybody. Remove the annotation and check access in a filter.");
        }
        String name = annotation.name().isEmpty() ? type.getName() : annotation.name();
        ServletRegistration.Dynamic servlet = context.addServlet(name, type);
        if (servlet == null) {
            return;
        }
        servlet.setLoadOnStartup(annotation.loadOnStartup());
        servlet.setAsyncSupported(annotation.asyncSupported());
        servlet.setInitParameters(parameters(annotation.initParams()));
        MultipartConfig multipart = type.getAnnotation(MultipartConfig.class);
        if (multipart != null) {
            servlet.setMultipartConfig(new MultipartConfigElement(multipart));
        }
        String[] patterns = patterns(annotation.value(), annotation.urlPatterns());
        if (patterns.length == 0) {
            throw new ServletException(
                    type.getName() + " is annotated with @WebServlet without a URL pattern (expected: at least one).");
        }
        Set<String> taken = servlet.addMapping(patterns);
        if (!taken.isEmpty()) {
            throw new ServletException(type.getName() + " is annotated with @WebServlet for " + taken
                    + ", which another servlet of this applet serves already.");
        }
    }

    private static String[] patterns(String[] value, String[] urlPatterns) {
        return Stream.concat(Arrays.stream(value), Arrays.stream(urlPatterns))
                .distinct()
                .toArray(String[]::new);
    }

    private static Map<String, String> parameters(WebInitParam[] parameters) {
        return Arrays.stream(parameters).collect(Collectors.toMap(WebInitParam::name, WebInitParam::value));
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException("The annotated class " + name + " cannot be loaded: " + e, e);
        }
    }

    private static <T> Class<? extends T> require(Class<?> type, Class<T> expected, String annotation)
            throws ServletException {
        if (!expected.isAssignableFrom(type)) {
            throw new ServletException(type.getName() + " is annotated with " + annotation + " but does not implement "
                    + expected.getName() + ".");
        }
        return type.asSubclass(expected);
    }
}
