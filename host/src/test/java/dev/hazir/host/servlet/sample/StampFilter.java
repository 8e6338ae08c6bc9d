package dev.hazir.host.servlet.sample;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stamps answers. */
@WebFilter(
        filterName = "stamp",
        servletNames = "annotated",
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD},
        asyncSupported = true,
        initParams = @WebInitParam(name = "stamp", value = "stamped"))
public final class StampFilter implements Filter {

    private String stamp = "";

    @Override
    public void init(FilterConfig config) {
        stamp = config.getInitParameter("stamp");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ((HttpServletResponse) response).addHeader("X-Stamp", stamp);
        chain.doFilter(request, response);
    }
}
