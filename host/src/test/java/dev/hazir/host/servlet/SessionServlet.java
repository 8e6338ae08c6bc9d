package dev.hazir.host.servlet;

import dev.hazir.host.servlet.sample.Basket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.concurrent.atomic.AtomicInteger;

/** One version of an applet with sessions; each answer begins with the version. */
final class SessionServlet {

    private final SessionEvents events;

    private SessionServlet(SessionEvents events) {
        this.events = events;
    }

    static DeclaredWeb web(String version, SessionEvents events) {
        SessionServlet servlet = new SessionServlet(events);
        DeclaredWeb web = WebHost.web();
        web.listener(events);
        web.servlet(
                "/",
                Servlets.of(
                        (request, response) -> response.getWriter().write(version + " " + servlet.answer(request))));
        return web;
    }

    private String answer(HttpServletRequest request) throws Exception {
        String name = request.getParameter("name");
        String path = request.getServletPath();
        if (path.equals("/put")) {
            request.getSession().setAttribute(name, request.getParameter("value"));
            return "put";
        }
        if (path.equals("/counter")) {
            request.getSession().setAttribute("counter", new AtomicInteger());
            return "ready";
        }
        if (path.equals("/pin")) {
            request.getSession().setAttribute("pinned", new Object());
            return "pinned";
        }
        if (path.equals("/large")) {
            request.getSession().setAttribute("pinned", new byte[SessionAttributes.MAX_BYTES]);
            return "pinned";
        }
        HttpSession session = path.equals("/basket") ? request.getSession() : request.getSession(false);
        return session == null ? "nobody" : answer(request, session, name);
    }

    private String answer(HttpServletRequest request, HttpSession session, String name) throws Exception {
        switch (request.getServletPath()) {
            case "/get":
                return String.valueOf(session.getAttribute(name));
            case "/has":
                return String.valueOf(session.getAttribute(name) != null);
            case "/count":
                return String.valueOf(((AtomicInteger) session.getAttribute("counter")).incrementAndGet());
            case "/pinned":
                return session.getAttribute("pinned") == null ? "no" : "yes";
            case "/created":
                return String.valueOf(session.getCreationTime());
            case "/interval":
                if (request.getParameter("seconds") != null) {
                    session.setMaxInactiveInterval(Integer.parseInt(request.getParameter("seconds")));
                }
                return session.getMaxInactiveInterval() + (session.isNew() ? " new" : " old");
            case "/renew":
                request.changeSessionId();
                return "renewed";
            case "/logout":
                session.invalidate();
                return "out";
            case "/hold":
                events.holding.countDown();
                events.release.await();
                return "held";
            case "/foreign":
                session.setAttribute(
                        "foreign",
                        Class.forName(
                                        request.getParameter("class"),
                                        true,
                                        Thread.currentThread().getContextClassLoader())
                                .getDeclaredConstructor()
                                .newInstance());
                return "put";
            case "/basket":
                if (session.getAttribute("basket") == null) {
                    session.setAttribute("basket", new Basket());
                }
                return session.getAttribute("basket").toString();
            default:
                return "what?";
        }
    }
}
