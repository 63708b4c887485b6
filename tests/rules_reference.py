#!/usr/bin/env python3
"""An independent model of the order of evaluation (hoff-score's manual).

Random rule sets meet random conversations: every turn carries the answers
(.turn.x[i] for `when`, .turn.u[i] for `until`), so that decision, turn, rules
and trajectory can be told without any signal.  Readiness is moved by a weight
on the number of turns alone.

    rules_reference.py HOFF_SCORE SEED ROUNDS
"""
import json
import math
import random
import subprocess
import sys

BIAS, PER_TURN = -2.0, 0.5


def make_rules(rnd):
    n = rnd.randint(1, 7)
    rules = []
    for i in range(n):
        then = rnd.choice(
            ['escalate', 'escalate', 'watch', 'hold', 'hold', 'clarify',
             'clarify', 'suppress'])
        if then == 'suppress' and n == 1:
            then = 'watch'
        r = {'id': f'r{i}', 'when': f'.turn.x[{i}]', 'then': then}
        if rnd.random() < 0.6:
            r['priority'] = rnd.choice([10, 50, 50, 90])
        if rnd.random() < 0.2:
            r['hard'] = True
        if then == 'hold':
            if rnd.random() < 0.5:
                r['until'] = f'.turn.u[{i}]'
            elif rnd.random() < 0.8:
                r['turns'] = rnd.randint(1, 4)
        if then == 'clarify':
            if rnd.random() < 0.6:
                r['turns'] = rnd.randint(2, 4)
            if rnd.random() < 0.3:
                r['cooldown'] = 1
        elif rnd.random() < 0.3:
            r['cooldown'] = rnd.randint(1, 3)
        if then == 'suppress':
            r['suppress'] = f'r{rnd.choice([k for k in range(n) if k != i])}'
        rules.append(r)
    spec = {'name': 'random', 'rules': rules,
            'weights': {'bias': BIAS, 'turns': PER_TURN, 'dropoff_risk': 0},
            'thresholds': {'watch': rnd.choice([0.3, 0.99]),
                           'escalate': rnd.choice([0.99, 0.99, 0.6])},
            'overrides': []}
    if spec['thresholds']['watch'] > spec['thresholds']['escalate']:
        spec['thresholds']['watch'] = 0.5
    for _ in range(rnd.randint(0, 2)):
        o = {'thresholds': {'watch': 0.2, 'escalate':
                            rnd.choice([0.25, 0.55, 0.97])}}
        for key, names in (('channel', ['webchat', 'email']),
                           ('language', ['de', 'en-GB']),
                           ('tier', ['gold', 'silver'])):
            if rnd.random() < 0.5:
                o[key] = rnd.choice([rnd.choice(names), names])
        if len(o) > 1:
            spec['overrides'].append(o)
    return spec


def make_conversation(rnd, n_rules, number):
    turns = []
    for _ in range(rnd.randint(1, 9)):
        turns.append({'role': 'customer', 'text': '',
                      'x': [rnd.random() < 0.35 for _ in range(n_rules)],
                      'u': [rnd.random() < 0.35 for _ in range(n_rules)]})
        if rnd.random() < 0.3:
            turns.append({'role': 'bot', 'text': f'answer {len(turns)}'})
    return {'conversation_id': f'c{number}', 'turns': turns,
            'channel': rnd.choice(['webchat', 'Email', 'phone']),
            'language': rnd.choice(['de', 'de-AT', 'en', 'en-GB', 'den']),
            'customer': {'tier': rnd.choice(['GOLD', 'silver', 'none'])}}


def thresholds(spec, conv):
    def fits(names, value, language):
        if names is None:
            return True
        names = names if isinstance(names, list) else [names]
        value = value.lower()
        return any(value == x.lower() or
                   (language and value.startswith(x.lower() + '-'))
                   for x in names)

    now = dict(spec['thresholds'])
    for o in spec['overrides']:
        if (fits(o.get('channel'), conv['channel'], False)
                and fits(o.get('language'), conv['language'], True)
                and fits(o.get('tier'), conv['customer']['tier'], False)):
            now.update(o['thresholds'])
    return now


def judge(spec, conv):
    """-> decision, turn, reasons, [fired ids of each customer turn]"""
    ranked = sorted(enumerate(spec['rules']),
                    key=lambda e: (-e[1].get('priority', 50), e[0]))
    limit = thresholds(spec, conv)
    effects, questions, waiting = {}, {}, set()
    until_turn = 0
    verdict = ('contain', None, [])
    trajectory = []
    t = 0
    for index, turn in enumerate(conv['turns']):
        if turn['role'] != 'customer':
            continue
        t += 1
        alive = {i for i, r in ranked if turn['x'][i] and not (
            i in effects and t <= effects[i] + r.get('cooldown', 0))}
        done = set()
        for i, r in ranked:
            if i in alive and r['then'] == 'suppress':
                done.add(i)
                victim = int(r['suppress'][1:])
                if victim not in done and \
                        not spec['rules'][victim].get('hard'):
                    alive.discard(victim)
        for i, r in ranked:
            if r['then'] == 'hold' and i in alive:
                if 'until' in r:
                    waiting.add(i)
                else:
                    until_turn = max(until_turn, t + r.get('turns', 1) - 1)
        waiting = {i for i in waiting if not turn['u'][i]}
        held = bool(waiting) or t <= until_turn
        escalating, watching = [], []
        for i, r in ranked:
            if i not in alive:
                continue
            if r['then'] in ('escalate', 'clarify') and held \
                    and not r.get('hard'):
                continue
            effects[i] = t
            if r['then'] == 'escalate':
                escalating.append(r)
            elif r['then'] == 'watch':
                watching.append(r)
            elif r['then'] == 'clarify':
                if i in questions and t <= questions[i] + r.get('turns', 3):
                    escalating.append(r)
                else:
                    questions[i] = t
                    watching.append(r)
        trajectory.append([r['id'] for i, r in ranked if i in alive])
        if verdict[0] == 'escalate':
            continue
        readiness = round(1 / (1 + math.exp(-(BIAS + PER_TURN * t))), 4)
        part = [r['id'] for i, r in ranked if r in escalating or r in watching]
        if escalating:
            first = escalating[0]['id']
            verdict = ('escalate', index, first, part)
        elif not held and readiness >= limit['escalate']:
            verdict = ('escalate', index, 'readiness', part)
        elif verdict[0] == 'contain':
            if watching:
                verdict = ('watch', index, watching[0]['id'], part)
            elif readiness >= limit['watch']:
                verdict = ('watch', index, 'readiness', part)
    if verdict[0] == 'contain':
        return ('contain', None, []), trajectory
    decision, index, first, part = verdict
    return (decision, index,
            [first] + [x for x in part if x != first]), trajectory


def main():
    score, seed, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rnd = random.Random(seed)
    seen = {}
    for n in range(rounds):
        spec = make_rules(rnd)
        with open('random.jq', 'w', encoding='utf-8') as f:
            json.dump(spec, f)
        convs = [make_conversation(rnd, len(spec['rules']), k)
                 for k in range(60)]
        out = subprocess.run(
            [score, '--turns', '-j1', '-r', 'random.jq'],
            input='\n'.join(map(json.dumps, convs)) + '\n', text=True,
            capture_output=True, check=True).stdout
        got = [json.loads(line)['hoff']['score'] for line in out.splitlines()]
        assert len(got) == len(convs)
        for conv, g in zip(convs, got):
            mine = judge(spec, conv)
            theirs = ((g['decision'], g['turn'],
                       [r['rule'] for r in g['reasons']]),
                      [s['fired'] for s in g['trajectory']])
            seen[mine[0][0]] = seen.get(mine[0][0], 0) + 1
            if mine != theirs:
                print(json.dumps(spec), json.dumps(conv), 'expected', mine,
                      'got', theirs, sep='\n')
                sys.exit(1)
    assert len(seen) == 3, seen
    print('as the model says', sum(seen.values()))


main()
