package dev.hazir.host.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.annotation.MultipartConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.FilterMapping;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.servlet.ServletMapping;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Puts declarations into a Jetty context and takes them out again, also while it serves requests. Changes come one at a
 * time: {@link DeclaredWeb} sees to that.
 */
final class LiveContext {

    private final ServletContextHandler context;
    private final ErrorPageErrorHandler errors;
    private final Consumer<Runnable> afterRequests;
    private final Map<String, Declaration> declared = new HashMap<>();

    /**
     * The declarations of a context.
     *
     * @param afterRequests runs a task on a worker when all requests that are under way now have been answered
     */
    LiveContext(ServletContextHandler context, ErrorPageErrorHandler errors, Consumer<Runnable> afterRequests) {
        this.context = context;
        this.errors = errors;
        this.afterRequests = afterRequests;
    }

    void add(Declaration declaration) {
        synchronized (declared) {
            declared.put(declaration.holderName(), declaration);
        }
        if (declaration instanceof Declaration.OfServlet servlet) {
            add(servlet);
        } else if (declaration instanceof Declaration.OfFilter filter) {
            add(filter);
        } else if (declaration instanceof Declaration.OfListener listener) {
            context.addEventListener(listener.listener);
        }
    }

    void add(DeclaredWeb.ErrorPath path) {
        if (path.failure() == null) {
            errors.addErrorPage(path.status(), path.path());
        } else {
            errors.addErrorPage(path.failure(), path.path());
        }
    }

    /** Takes a declaration out: it gets no further request, and ends when those under way have been answered. */
    void remove(Declaration declaration) {
        synchronized (declared) {
            declared.remove(declaration.holderName());
        }
        if (declaration instanceof Declaration.OfServlet) {
            removeServlet(declaration.holderName());
        } else if (declaration instanceof Declaration.OfFilter) {
            removeFilter(declaration.holderName());
        } else if (declaration instanceof Declaration.OfListener listener) {
            context.removeEventListener(listener.listener);
            context.getSessionHandler().removeEventListener(listener.listener);
        }
    }

    /** Everything the context serves now, declared or found by annotation. */
    List<WebMapping> mappings() {
        List<WebMapping> mappings = new ArrayList<>();
        ServletHandler handler = context.getServletHandler();
        for (ServletMapping mapping : orEmpty(handler.getServletMappings())) {
            ServletHolder holder = handler.getServlet(mapping.getServletName());
            // Jetty's own answer to what nobody serves is no mapping of the applet's.
            if (holder != null && !mapping.isFromDefaultDescriptor() && !ownOfJetty(holder)) {
                for (String pattern : mapping.getPathSpecs()) {
                    mappings.add(mapping(mapping.getServletName(), pattern, "servlet", holder.getClassName()));
                }
            }
        }
        for (FilterMapping mapping : filterMappings(handler)) {
            FilterHolder holder = handler.getFilter(mapping.getFilterName());
            for (String pattern : mapping.getPathSpecs() == null ? new String[0] : mapping.getPathSpecs()) {
                mappings.add(mapping(mapping.getFilterName(), pattern, "filter", holder.getClassName()));
            }
        }
        return List.copyOf(mappings);
    }

    /** What it serves a path within the context with, or null. */
    @Nullable
    WebMapping matching(String pathInContext) {
        MatchedResource<ServletHandler.MappedServlet> matched =
                context.getServletHandler().getMatchedServlet(pathInContext);
        if (matched == null || ownOfJetty(matched.getResource().getServletHolder())) {
            return null;
        }
        ServletHolder holder = matched.getResource().getServletHolder();
        return mapping(holder.getName(), matched.getPathSpec().getDeclaration(), "servlet", holder.getClassName());
    }

    /**
     * The filters that a request for a path within the context passes, in their order: those for its path, then those for
     * the servlet (Jakarta Servlet 6.1, section 6.2.4).
     */
    List<String> filters(String pathInContext) {
        ServletHandler handler = context.getServletHandler();
        MatchedResource<ServletHandler.MappedServlet> matched = handler.getMatchedServlet(pathInContext);
        String servlet =
                matched == null ? "" : matched.getResource().getServletHolder().getName();
        List<FilterMapping> mappings = Stream.of(handler.getFilterMappings())
                .filter(mapping -> mapping.appliesTo(DispatcherType.REQUEST))
                .toList();
        return Stream.concat(
                        mappings.stream()
                                .filter(mapping -> texts(mapping.getPathSpecs())
                                        .anyMatch(spec -> new ServletPathSpec(spec).matches(pathInContext))),
                        mappings.stream()
                                .filter(mapping -> texts(mapping.getServletNames())
                                        .anyMatch(name -> name.equals(servlet) || name.equals("*"))))
                .map(mapping -> mapping(
                                mapping.getFilterName(),
                                "",
                                "filter",
                                handler.getFilter(mapping.getFilterName()).getClassName())
                        .name())
                .toList();
    }

    private static Stream<String> texts(String @Nullable [] texts) {
        return texts == null ? Stream.of() : Stream.of(texts);
    }

    private WebMapping mapping(String holder, String pattern, String kind, @Nullable String className) {
        synchronized (declared) {
            Declaration declaration = declared.get(holder);
            return declaration == null
                    ? new WebMapping(pattern, Objects.requireNonNullElse(className, holder), kind)
                    : declaration.mapping().orElseThrow();
        }
    }

    private void add(Declaration.OfServlet declaration) {
        ServletHolder holder = new ServletHolder(declaration.holderName(), declaration.servlet);
        holder.setAsyncSupported(true);
        // Initialised when the context starts, so that a servlet that cannot serve is found out before anybody calls
        // it.
        holder.setInitOrder(1);
        MultipartConfigElement multipart = multipart(declaration.servlet);
        if (multipart != null) {
            holder.getRegistration().setMultipartConfig(multipart);
        }
        ServletHandler handler = context.getServletHandler();
        handler.addServlet(holder);
        if (handler.isStarted()) {
            startNow(holder);
        }
        ServletMapping mapping = new ServletMapping();
        mapping.setServletName(declaration.holderName());
        mapping.setPathSpec(declaration.pattern());
        handler.addServletMapping(mapping);
    }

    private void startNow(ServletHolder holder) {
        try {
            holder.start();
            holder.initialize();
        } catch (Exception e) {
            context.getServletHandler().setServlets(servletsWithout(holder.getName()));
            throw new IllegalStateException(
                    "The servlet " + holder.getClassName() + " cannot start: " + e.getMessage(), e);
        }
    }

    private void add(Declaration.OfFilter declaration) {
        FilterHolder holder = new FilterHolder(declaration.filter);
        holder.setName(declaration.holderName());
        holder.setAsyncSupported(true);
        FilterMapping mapping = new FilterMapping();
        mapping.setFilterName(declaration.holderName());
        mapping.setPathSpec(declaration.pattern());
        mapping.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        context.getServletHandler().addFilter(holder, mapping);
    }

    private void removeServlet(String name) {
        ServletHandler handler = context.getServletHandler();
        handler.setServletMappings(Arrays.stream(handler.getServletMappings())
                .filter(mapping -> !mapping.getServletName().equals(name))
                .toArray(ServletMapping[]::new));
        ServletHolder holder = handler.getServlet(name);
        afterRequests.accept(() -> {
            synchronized (declared) {
                handler.setServlets(servletsWithout(name));
            }
            stop(holder);
        });
    }

    /** Calls the guest's destroy method. */
    private static void stop(LifeCycle holder) {
        try {
            holder.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The end of " + holder + " failed.", e);
        }
    }

    private ServletHolder[] servletsWithout(String name) {
        return Arrays.stream(context.getServletHandler().getServlets())
                .filter(holder -> !holder.getName().equals(name))
                .toArray(ServletHolder[]::new);
    }

    private void removeFilter(String name) {
        ServletHandler handler = context.getServletHandler();
        handler.setFilterMappings(Arrays.stream(handler.getFilterMappings())
                .filter(mapping -> !mapping.getFilterName().equals(name))
                .toArray(FilterMapping[]::new));
        FilterHolder holder = handler.getFilter(name);
        if (holder != null) {
            afterRequests.accept(() -> {
                synchronized (declared) {
                    handler.removeFilterHolder(holder);
                }
                stop(holder);
            });
        }
    }

    private static @Nullable MultipartConfigElement multipart(Servlet servlet) {
        MultipartConfig annotation = servlet.getClass().getAnnotation(MultipartConfig.class);
        return annotation == null ? null : new MultipartConfigElement(annotation);
    }

    private static boolean ownOfJetty(ServletHolder holder) {
        String name = holder.getClassName();
        return name != null && name.startsWith("org.eclipse.jetty.");
    }

    private static ServletMapping[] orEmpty(ServletMapping @Nullable [] mappings) {
        return mappings == null ? new ServletMapping[0] : mappings;
    }

    private static FilterMapping[] filterMappings(ServletHandler handler) {
        FilterMapping[] mappings = handler.getFilterMappings();
        return mappings == null ? new FilterMapping[0] : mappings;
    }
}
