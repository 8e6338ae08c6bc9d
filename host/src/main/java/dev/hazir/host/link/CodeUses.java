package dev.hazir.host.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects what the code of one method uses. */
final class CodeUses extends MethodVisitor {

    /** What the Java machine throws when something is missing; code that catches one of these is prepared for it. */
    private static final Set<String> LINKAGE = Set.of(
            "java/lang/LinkageError",
            "java/lang/NoClassDefFoundError",
            "java/lang/IncompatibleClassChangeError",
            "java/lang/NoSuchMethodError",
            "java/lang/NoSuchFieldError",
            "java/lang/AbstractMethodError");

    private static final String HANDED_OVER = "dev/hazir/applet/HandedOver";
    private static final String WEB_SOCKET = "dev/hazir/applet/loop/WebSocket";

    /** Stands for state whose class cannot be seen. */
    private static final String ANY = "java.lang.Object";

    private final List<Use> uses;
    private final Set<String> mentioned;
    private final Set<String> states;
    private final boolean handsOver;
    private final String source;
    private final Map<Label, Integer> guards = new HashMap<>();
    private int line;
    private int guarded;
    private String last = "";

    /**
     * Reads a method.
     *
     * @param method its name
     * @param states collects classes of state that is handed over: what is made in {@code handOver}, what {@code
     *     HandedOver.as} is given, and {@code Object} where something is handed over, whatever it may be
     */
    CodeUses(List<Use> uses, Set<String> mentioned, Set<String> states, String method, String source) {
        super(Opcodes.ASM9);
        this.uses = uses;
        this.mentioned = mentioned;
        this.states = states;
        this.handsOver = method.equals("handOver");
        if (handsOver) {
            states.add(ANY);
        }
        this.source = source;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        if (type == null) {
            return;
        }
        if (LINKAGE.contains(type)) {
            guards.merge(start, 1, Integer::sum);
            guards.merge(end, -1, Integer::sum);
        }
        add(Need.type(type));
    }

    @Override
    public void visitLabel(Label label) {
        guarded += guards.getOrDefault(label, 0);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        type(Type.getObjectType(type));
        if (handsOver && opcode == Opcodes.NEW) {
            states.add(Shape.dotted(type));
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
        add(Need.field(owner, name, descriptor, isStatic));
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        add(Need.method(owner, name, descriptor, opcode == Opcodes.INVOKESTATIC, ofInterface));
        if (owner.equals(HANDED_OVER) && name.equals("as") && !last.isEmpty()) {
            states.add(last);
        } else if (owner.equals(WEB_SOCKET) && name.equals("onHandOver")) {
            states.add(ANY);
        }
        last = "";
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        signature(Type.getMethodType(descriptor));
        handle(bootstrap);
        for (Object argument : arguments) {
            constant(argument);
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        last = value instanceof Type type && type.getSort() == Type.OBJECT ? type.getClassName() : "";
        constant(value);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        type(Type.getType(descriptor));
    }

    private void constant(Object value) {
        if (value instanceof String text) {
            mentioned.add(text.replace('.', '/'));
        } else if (value instanceof Type type && type.getSort() == Type.METHOD) {
            signature(type);
        } else if (value instanceof Type type) {
            type(type);
        } else if (value instanceof Handle handle) {
            handle(handle);
        } else if (value instanceof ConstantDynamic dynamic) {
            handle(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                constant(dynamic.getBootstrapMethodArgument(i));
            }
        }
    }

    private void handle(Handle handle) {
        int tag = handle.getTag();
        String owner = handle.getOwner();
        if (tag <= Opcodes.H_PUTSTATIC) {
            boolean isStatic = tag == Opcodes.H_GETSTATIC || tag == Opcodes.H_PUTSTATIC;
            add(Need.field(owner, handle.getName(), handle.getDesc(), isStatic));
        } else {
            boolean isStatic = tag == Opcodes.H_INVOKESTATIC;
            add(Need.method(owner, handle.getName(), handle.getDesc(), isStatic, handle.isInterface()));
        }
    }

    /** A method type is linked with all the classes in it. */
    private void signature(Type method) {
        type(method.getReturnType());
        for (Type argument : method.getArgumentTypes()) {
            type(argument);
        }
    }

    private void type(Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            add(Need.type(element.getInternalName()));
        }
    }

    private void add(Need need) {
        uses.add(new Use(need, line == 0 ? source : source + ":" + line, guarded > 0));
    }
}
