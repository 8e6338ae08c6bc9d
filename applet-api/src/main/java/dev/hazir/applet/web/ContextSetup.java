package dev.hazir.applet.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;

/** Configures a servlet context before its first request. Called once, on a worker thread. */
@FunctionalInterface
public interface ContextSetup {

    /**
     * Registers and configures by the means of the servlet standard.
     *
     * @throws ServletException to refuse the deployment
     */
    void configure(ServletContext context) throws ServletException;
}
