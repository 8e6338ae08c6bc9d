package dev.hazir.host.servlet;

/**
 * Something that a servlet context serves.
 *
 * @param urlPattern a URL pattern of Jakarta Servlet, relative to the context path; {@code ""} is the context's root alone
 * @param name what answers, for people: a class or a template
 * @param kind {@code servlet}, {@code page} or {@code filter}
 */
public record WebMapping(String urlPattern, String name, String kind) {}
