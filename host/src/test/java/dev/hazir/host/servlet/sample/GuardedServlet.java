package dev.hazir.host.servlet.sample;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** Wants what this host does not enforce. */
@WebServlet("/guarded")
@ServletSecurity(@HttpConstraint(rolesAllowed = "admin"))
public final class GuardedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
}
