/**
 * For the author of a store or a channel, for tests of an application that uses the engine, and for whoever puts
 * something around it. Needs JUnit Jupiter and nothing else; {@link io.otpengine.testkit.OtpArbitraries} and
 * {@link io.otpengine.testkit.Hostile} alone need jqwik.
 *
 * <ul>
 *   <li>A store: extend {@link io.otpengine.testkit.OtpStoreContract}.
 *   <li>A channel: extend {@link io.otpengine.testkit.DeliveryChannelContract}.
 *   <li>What stands around an engine: extend {@link io.otpengine.testkit.OtpEngineContract}.
 *   <li>A test of an application: {@link io.otpengine.testkit.RecordingChannel} is its phone,
 *       {@link io.otpengine.testkit.ManualTime} its clock, {@link io.otpengine.testkit.FaultyStore} its bad day, and
 *       {@link io.otpengine.testkit.EngineParts} all three.
 *   <li>A property: {@link io.otpengine.testkit.ModelCheck} compares what an application answers to
 *       {@link io.otpengine.testkit.OtpModel}, the reference.
 * </ul>
 *
 * <pre>{@code
 * @Property
 * void ourLoginAnswersAsTheModelDoes(@ForAll("sequences") List<OtpCommand> commands) {
 *     new ModelCheck(EngineParts.inMemory(), parts -> new OurLogin(parts.builder().build())).run(commands);
 * }
 *
 * @Provide
 * Arbitrary<List<OtpCommand>> sequences() {
 *     return OtpArbitraries.commands();
 * }
 * }</pre>
 *
 * <p>A test that fails says which clause is broken, in the words below. Nothing sleeps, and nothing goes by a clock but the
 * deadlines of the messages that a channel is given: time is a parameter, in 2001, 2030 and 2099.
 *
 * <h2>Clauses of a store</h2>
 *
 * <table class="striped">
 * <caption>What a store promises</caption>
 * <thead><tr><th scope="col">Clause</th><th scope="col">Tests</th></tr></thead>
 * <tbody>
 * <tr><td>all: what fails is an OtpStoreException, and nothing that hangs on it holds key, full number or sealed bytes</td><td>anUnreachableStoreThrowsFromEveryMethod</td></tr>
 * <tr><td>all: what was written stays, whatever transaction the caller rolls back</td><td>theCallersRollbackTakesNoApplicationBack, theCallersRollbackTakesNothingBack</td></tr>
 * <tr><td>application delete: false and nothing removed unless the version is the stored one</td><td>aDeleteNeedsTheStoredVersionAndWinsOnce</td></tr>
 * <tr><td>application find: nothing for an id that was never inserted</td><td>anUnknownIdFindsNothing</td></tr>
 * <tr><td>application insert: every field comes back as it went in, for every node</td><td>anApplicationWithoutWhatMayBeAbsentComesBackAsItWent, anInsertIsVisibleToBothNodes, theLongestApplicationComesBackAsItWent</td></tr>
 * <tr><td>application insert: false and nothing changed if the id exists</td><td>anInsertOfAnExistingIdIsANoAndChangesNothing</td></tr>
 * <tr><td>application insert: of N racers with one id exactly one gets true</td><td>ofManyWhoInsertOneIdExactlyOneIsToldItWon</td></tr>
 * <tr><td>application list: this account's alone, oldest first</td><td>theListIsTheAccountsOwnAndTheOldestComesFirst</td></tr>
 * <tr><td>application replace and delete: of N racers exactly one gets true</td><td>ofManyWhoReplaceOrDeleteOneVersionExactlyOneWins</td></tr>
 * <tr><td>application replace: false and nothing changed unless the stored version is the one before</td><td>aReplaceOfNothingLosesAndInsertsNothing, aReplaceWithAnyOtherVersionLosesAndChangesNothing, whatWasDeletedIsNotReplacedButMayBeInsertedAgain</td></tr>
 * <tr><td>application replace: what the next one has is stored, for every node</td><td>theNextVersionReplacesTheLastForBothNodes</td></tr>
 * <tr><td>clear: of N racers exactly one found an entry</td><td>ofManyWhoClearExactlyOneFoundAnEntry</td></tr>
 * <tr><td>clear: removes the entry for every node, and tells whether one was there</td><td>aClearForgetsTheCountForBothNodes</td></tr>
 * <tr><td>delete: false and nothing removed unless the version is the stored one</td><td>aDeleteWithAnyOtherVersionLosesAndRemovesNothing, aSecondDeleteLoses</td></tr>
 * <tr><td>delete: gone for every node on return</td><td>aDeleteWithTheStoredVersionRemovesForBothNodes</td></tr>
 * <tr><td>delete: of N racers exactly one gets true</td><td>ofDeletesAndReplacesExactlyOneWins, ofManyWhoDeleteExactlyOneWins</td></tr>
 * <tr><td>durable: a store that says so has everything when it is opened again</td><td>whatIsDurableIsThereAfterARestart</td></tr>
 * <tr><td>find: nothing for an id that was never inserted</td><td>anUnknownIdFindsNothing</td></tr>
 * <tr><td>find: the latest committed record, expired or not; the store never judges</td><td>nodesTakeTurnsToReplace, theStoreNeverJudgesExpiry</td></tr>
 * <tr><td>findByNumber: at most so many, and the oldest are cut</td><td>theLimitCountsTheAccountsOwn, theLimitCutsTheOldest</td></tr>
 * <tr><td>findByNumber: newest first by created</td><td>theNewestByCreationNeedNotLiveLongest, theNewestComesFirstWhateverTheOrderOfInsertion</td></tr>
 * <tr><td>findByNumber: this number's and this account's alone</td><td>aNumberWithoutOtpsHasNone, anotherAccountsOtpsDoNotExist</td></tr>
 * <tr><td>findByNumber: whatever is kept, final and expired included, as it now is</td><td>finalAndExpiredOtpsAppear, otpsOfOneMillisecondAllAppear, theLatestVersionAppearsAndWhatWasDeletedDoesNot</td></tr>
 * <tr><td>insert: a full store throws OtpCapacityException, and nothing is written or lost</td><td>aFullStoreRefusesOtpsAndKeepsThoseItHas, manyWhoInsertAtOnceFillAStoreExactly</td></tr>
 * <tr><td>insert: an id that exists is an OtpStoreException and changes nothing</td><td>anInsertOfAnExistingIdThrowsAndChangesNothing</td></tr>
 * <tr><td>insert: every field comes back from find as it went in, instants to the millisecond</td><td>anInstantOfAnyYearComesBackToTheMillisecond, anOtpWithoutWhatMayBeAbsentComesBackAsItWent, everyStatusAndEventTypeComesBackAsItWent, theLongestOtpComesBackAsItWent</td></tr>
 * <tr><td>insert: of N racers with one id exactly one succeeds</td><td>ofManyWhoInsertOneIdExactlyOneSucceeds</td></tr>
 * <tr><td>insert: visible to every node on return</td><td>anInsertIsVisibleToBothNodes, insertsOfManyIdsAllSucceed</td></tr>
 * <tr><td>purgeExpired: OTPs with expires before the instant go, no others</td><td>whatExpiredBeforeGoesAndWhatExpiresAtThatInstantStays</td></tr>
 * <tr><td>purgeExpired: a counter goes once all its windows ended at now, not before</td><td>countersAreJudgedByTheTimePassedInAndByNoClock, countersGoOnceAllTheirWindowsEnded</td></tr>
 * <tr><td>purgeExpired: applications stay</td><td>applicationsStay</td></tr>
 * <tr><td>purgeExpired: at most so many a call, fewer only when nothing is left</td><td>theLimitBoundsOneCallAndTheCallsTogetherFinish</td></tr>
 * <tr><td>purgeExpired: never turns a no into a yes</td><td>aPurgeNeverTurnsANoIntoAYes, aPurgeTakesNoWindowThatOpensAnewBesideIt, aStreakOfAYearSurvives</td></tr>
 * <tr><td>purgeExpired: safe beside traffic, each OTP is counted once</td><td>purgesBesideTrafficCountEachOtpOnceAndTakeNoneThatLives</td></tr>
 * <tr><td>purgeExpired: what went is gone for every method</td><td>whatWasPurgedIsGoneForEveryMethod</td></tr>
 * <tr><td>recall: may be stale, and then a replace of it loses</td><td>aNodeRecallsWhatItWrote, aRecallThatWentStaleNeverWins</td></tr>
 * <tr><td>replace: false and nothing changed unless the stored version is the one before</td><td>aReplaceWithAnyOtherVersionLosesAndChangesNothing, theSameReplaceWinsOnce</td></tr>
 * <tr><td>replace: of N racers exactly one gets true</td><td>noneOfManyReadChangeReplaceLoopsIsLost, ofManyWhoReplaceOneVersionExactlyOneWins, whatTheWinnerWroteIsWhatIsStored</td></tr>
 * <tr><td>replace: what is gone stays gone</td><td>aReplaceOfNothingLosesAndInsertsNothing, whatWasDeletedIsNotReplaced</td></tr>
 * <tr><td>replace: what the next record has is stored and what it lacks is erased, for every node</td><td>aReplaceChangesWhatItBrings, aReplaceErasesWhatItLacks, aReplaceLeavesOtherOtpsAlone, theNextVersionReplacesTheLastForBothNodes</td></tr>
 * <tr><td>tryAcquire: a charge takes all its windows or none</td><td>aChargeTakesAllItsWindowsOrNone, aKeyHasUpToFourWindows</td></tr>
 * <tr><td>tryAcquire: a full store refuses with OtpCapacityException, it never forgets</td><td>aFullStoreRefusesKeysAndKeepsThoseItHas</td></tr>
 * <tr><td>tryAcquire: a refusal names its charge, the window that ends last, and that end</td><td>theRefusalNamesTheWindowThatEndsLast</td></tr>
 * <tr><td>tryAcquire: a window opens with its first charge and ends its length later</td><td>aRefusalMovesNoEnd, aWindowEndsAtItsEndAndNotAMillisecondBefore, aWindowLastsFromItsFirstChargeWhateverComesLater, aWindowThatEndedOpensAnewWithTheNextCharge</td></tr>
 * <tr><td>tryAcquire: a window that ends more than 5 minutes too late is shortened and keeps its count</td><td>aChargeThatIsTakenShortensToo, aSmallStepBackOfTheClockLengthensNothing, aWindowSetByAClockThatWasAheadIsShortenedOnceAndKeepsItsCount</td></tr>
 * <tr><td>tryAcquire: an amount of 0 looks, and writes nothing</td><td>aLookAtACountOverItsLimitIsRefused, aLookTakesAndWritesNothing</td></tr>
 * <tr><td>tryAcquire: any sequence counts as QuotaEntry does</td><td>anySequenceOfChargesCountsLikeTheArithmetic</td></tr>
 * <tr><td>tryAcquire: charges are taken in order, the first refusal stops</td><td>aLookThatIsRefusedStopsTheChargesAfterIt, chargesOfSeveralKeysAreAllTaken, theFirstRefusalStopsAndNamesItsCharge</td></tr>
 * <tr><td>tryAcquire: charges in any order of keys block nobody</td><td>keysTakenInOppositeOrdersBlockNobody</td></tr>
 * <tr><td>tryAcquire: counted for every node on return</td><td>chargesAddUpForBothNodes</td></tr>
 * <tr><td>tryAcquire: each key counts apart, whatever is in it</td><td>keysCountApart, theLongestKeyCounts</td></tr>
 * <tr><td>tryAcquire: exactly the limit, whoever races</td><td>manyWhoOpenAWindowTakeExactlyItsLimit, manyWhoReopenAWindowTakeExactlyItsLimit, manyWhoTakeSevenOfAHundredTakeFourteenTimes</td></tr>
 * <tr><td>tryAcquire: no charge is lost or counted twice, whoever races</td><td>noneOfManyChargesIsLostOrCountedTwice</td></tr>
 * <tr><td>tryAcquire: no counter is forgotten for another</td><td>noCounterIsForgottenForOthers</td></tr>
 * <tr><td>tryAcquire: refused exactly when count and amount exceed the limit</td><td>anAmountBeyondTheLimitIsRefusedFromTheStart, anAmountIsTakenWholeOrNotAtAll, anotherLimitHoldsFromTheNextChargeOn, theLargestLimitIsTakenToTheLastAndNotOneMore, theLimitItselfIsTakenAndNotOneMore</td></tr>
 * <tr><td>used: the largest count of an open window, 0 without an entry</td><td>aKeyThatWasNeverChargedIsUnused, theWindowsOfAKeyEndApart</td></tr>
 * </tbody>
 * </table>
 *
 * <h2>Clauses of a channel</h2>
 *
 * <table class="striped">
 * <caption>What a channel promises</caption>
 * <thead><tr><th scope="col">Clause</th><th scope="col">Tests</th></tr></thead>
 * <tbody>
 * <tr><td>channel: always the same</td><td>theChannelIsAlwaysTheSame</td></tr>
 * <tr><td>log: no code, text or number on the standard streams or in java.util.logging</td><td>nothingOfAMessageIsPrinted</td></tr>
 * <tr><td>send: a broken far end breaks no later message</td><td>theChannelRecoversWithTheFarEnd</td></tr>
 * <tr><td>send: a message past its deadline, or far from it, is answered too</td><td>aMessageOfAnyDeadlineIsAnswered</td></tr>
 * <tr><td>send: each number gets its own code</td><td>messagesInTurnArriveWithTheirCodes, messagesSentAtOnceArriveWithTheirCodes</td></tr>
 * <tr><td>send: no answer repeats code, text or number</td><td>noAnswerRepeatsCodeTextOrNumber</td></tr>
 * <tr><td>send: safe for use by several threads</td><td>messagesSentAtOnceAreAllAccepted</td></tr>
 * <tr><td>send: sender and caller may be absent</td><td>aMessageWithoutSenderAndCallerIsAccepted</td></tr>
 * <tr><td>send: silence until the channel's own limit is Unknown, and nothing is asked again</td><td>silenceIsUnknownAndNothingIsAskedAgain</td></tr>
 * <tr><td>send: what may have been sent is Unknown</td><td>whatTheFarEndLeftOpenIsUnknown</td></tr>
 * <tr><td>send: what the far end took is Accepted, with bounded names</td><td>whatTheFarEndTookIsAccepted</td></tr>
 * <tr><td>send: what was certainly not sent is Rejected, with a reason</td><td>whatTheFarEndRefusedIsRejectedWithAReason</td></tr>
 * <tr><td>toString: nothing of a message</td><td>theChannelItselfShowsNothingOfAMessage</td></tr>
 * </tbody>
 * </table>
 *
 * <h2>Clauses of an engine</h2>
 *
 * <table class="striped">
 * <caption>What an engine promises</caption>
 * <thead><tr><th scope="col">Clause</th><th scope="col">Tests</th></tr></thead>
 * <tbody>
 * <tr><td>accounts: what belongs to another account does not exist</td><td>whatBelongsToAnotherAccountDoesNotExist</td></tr>
 * <tr><td>applications: an edit changes later OTPs, never those that were sent</td><td>anEditLeavesWhatWasSentAlone</td></tr>
 * <tr><td>applications: of N edits at once none is lost, not even of the first</td><td>noEditIsLost</td></tr>
 * <tr><td>binding: a code is good for what it was sent for alone</td><td>aCodeIsGoodForItsBindingAlone</td></tr>
 * <tr><td>delivery: a message is given to the channel once</td><td>aMessageIsGivenToTheChannelOnce</td></tr>
 * <tr><td>delivery: what is not certainly accepted is Undelivered, and can be sent again</td><td>whatIsNotAcceptedIsUndelivered</td></tr>
 * <tr><td>expiry: good until a millisecond before, and nothing moves it</td><td>nothingMovesTheExpiry</td></tr>
 * <tr><td>failure: a guess that meets a broken store is an OtpStoreException, right or wrong</td><td>aBrokenStoreRevealsNothing</td></tr>
 * <tr><td>purge: by the engine's clock alone, once retention is over</td><td>aPurgeGoesByTheEnginesClock</td></tr>
 * <tr><td>quotas: a resend is charged, and nothing gives a charge back</td><td>nothingGivesAChargeBack</td></tr>
 * <tr><td>quotas: of N sends at once exactly the limit goes out</td><td>sendsAtOnceStopAtTheLimit</td></tr>
 * <tr><td>quotas: what others send makes no room</td><td>manyNumbersMakeNoRoomForOne</td></tr>
 * <tr><td>resend: the same OTP with the same code, expiry and attempts</td><td>aResendKeepsCodeExpiryAndAttempts</td></tr>
 * <tr><td>secrets: no code in an answer, an event, an exception or a toString</td><td>noCodeIsShown</td></tr>
 * <tr><td>streak: wrong guesses in a row count across OTPs until a right one</td><td>aStreakBlocksTheNumber</td></tr>
 * <tr><td>verify: every guess costs an attempt, and the last wrong one ends the OTP</td><td>aWrongGuessCostsAnAttemptAndTheLastOneEnds</td></tr>
 * <tr><td>verify: of N guesses at once no more are counted than attempts are left</td><td>guessesAtOnceAreCountedToTheLimit</td></tr>
 * <tr><td>verify: of N right guesses at once exactly one is VERIFIED</td><td>theRightCodeIsGoodOnceAtOnce</td></tr>
 * <tr><td>verify: the right code is VERIFIED once, and ALREADY_VERIFIED ever after</td><td>theRightCodeIsGoodOnce</td></tr>
 * </tbody>
 * </table>
 */
package io.otpengine.testkit;
