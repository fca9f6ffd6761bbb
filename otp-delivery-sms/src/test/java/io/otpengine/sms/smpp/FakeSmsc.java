package io.otpengine.sms.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/** An SMSC on this machine, of the same library as the client. */
final class FakeSmsc implements AutoCloseable, ServerMessageReceiverListener {
    static final String PASSWORD = "s3cr3t";

    /** What it does with a message: gives an id or refuses. */
    interface Behaviour {
        String on(SubmitSm message, SMPPServerSession session) throws ProcessRequestException;
    }

    private final SMPPServerSessionListener listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SubmitSm> messages = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger binds = new AtomicInteger();
    private final AtomicInteger port = new AtomicInteger();
    private volatile SMPPServerSession lastSource;
    private volatile Behaviour behaviour = (message, session) -> "3e9";

    FakeSmsc() {
        try {
            listener = new SMPPServerSessionListener(1, new Loopback());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return port.get();
    }

    int binds() {
        return binds.get();
    }

    List<SubmitSm> messages() {
        return messages;
    }

    SubmitSm last() {
        return messages.get(messages.size() - 1);
    }

    void does(Behaviour next) {
        behaviour = next;
    }

    void refuses(int status) {
        behaviour = (message, session) -> {
            throw new ProcessRequestException("refused", status);
        };
    }

    void drop() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    /** Sends a receipt over the session that the last message came by. */
    void receipt(String text, OptionalParameter... parameters) {
        receipt(Objects.requireNonNull(lastSource, "no message came yet"), text, parameters);
    }

    static void receipt(SMPPServerSession session, String text, OptionalParameter... parameters) {
        try {
            session.deliverShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    "491701234567",
                    TypeOfNumber.ALPHANUMERIC,
                    NumberingPlanIndicator.UNKNOWN,
                    "Acme",
                    new ESMClass(MessageMode.DEFAULT, MessageType.SMSC_DEL_RECEIPT, GSMSpecificFeature.DEFAULT),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    new RawDataCoding((byte) 0),
                    text.getBytes(StandardCharsets.US_ASCII),
                    parameters);
        } catch (PDUException
                | IOException
                | org.jsmpp.InvalidResponseException
                | org.jsmpp.extra.ResponseTimeoutException
                | org.jsmpp.extra.NegativeResponseException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() {
        while (!threads.isShutdown()) {
            try {
                SMPPServerSession session = listener.accept();
                session.setTransactionTimer(60_000);
                session.setMessageReceiverListener(this);
                threads.execute(() -> bind(session));
            } catch (IOException | RejectedExecutionException e) {
                return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(60_000);
            binds.incrementAndGet();
            if (request.getSystemId().equals("acme") && request.getPassword().equals(PASSWORD)) {
                sessions.add(session);
                request.accept("smsc");
            } else {
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            }
        } catch (IOException | TimeoutException | PDUException e) {
            session.close();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession source) throws ProcessRequestException {
        lastSource = source;
        messages.add(message);
        try {
            return new SubmitSmResult(new MessageId(behaviour.on(message, source)), new OptionalParameter[0]);
        } catch (org.jsmpp.PDUStringException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        drop();
        threads.shutdownNow();
        try {
            listener.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Listens on the loopback alone, where the library's own factory takes every interface. */
    private final class Loopback implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int ignored) throws IOException {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            port.set(socket.getLocalPort());
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int ignored, int timeout) throws IOException {
            return listen(ignored);
        }

        @Override
        public ServerConnection listen(int ignored, int timeout, int backlog) throws IOException {
            return listen(ignored);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm message, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelSm(CancelSm message, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw unknown();
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException("unknown", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
