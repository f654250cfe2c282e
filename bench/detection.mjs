// Measures detection on simulated worlds and prints the tables of docs/detection.md.
//   node bench/detection.mjs [seeds = 5] [members = 5000]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const seeds = Number(process.argv[2] ?? 5);
const members = Number(process.argv[3] ?? 5000);
const sekisho = join(dirname(fileURLToPath(import.meta.url)), '..', 'sekisho');
const attackers = ['naive', 'vpn', 'targeted', 'very_targeted', 'cookie_thief', 'insider'];
const goals = {
    'sekisho-address-agent': { naive: [0.99, 3], vpn: [0.99, 7], targeted: [0.99, 30] },
    sekisho: {
        naive: [0.999, 1.5],
        vpn: [0.999, 1.5],
        targeted: [0.99, 2.5],
        very_targeted: [0.99, 6],
        cookie_thief: [0.95, 3],
        insider: [0.99, 6],
    },
};

function replay(era, seed) {
    const directory = mkdtempSync(join(tmpdir(), 'sekisho-detection-'));
    try {
        const world = join(directory, 'world.csv');
        run('world', '--era', era, '--seed', seed, '--members', members, '--out', world);
        run('replay', world, '--quiet', '--report', directory);
        return JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'));
    } finally {
        rmSync(directory, { recursive: true });
    }
}

function run(...args) {
    execFileSync(sekisho, args.map(String), { stdio: ['ignore', 'ignore', 'inherit'] });
}

const percent = (values) =>
    values.length === 0
        ? '–'
        : `${mean(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function challenged(reports, engine, attacker, caught) {
    return reports.map((report) => {
        const curves = report.engines.find((one) => one.name === engine).curves;
        const point = curves.find((one) => one.attacker === attacker).atCaught.find((one) => one.asked === caught);
        return 100 * point.challenged.value;
    });
}

function row(name, cells) {
    console.log(`| ${[name, ...cells].join(' | ')} |`);
}

for (const era of [2026, 2020]) {
    const reports = [];
    for (let seed = 1; seed <= seeds; seed++) {
        reports.push(replay(era, seed));
        console.error(`era ${era}, seed ${seed} of ${seeds}`);
    }
    console.log(`\nEra ${era}, ${seeds} worlds of ${members} members: mean (least–most), percent of the members' sign-ins\n`);
    row('engine, attacks caught', attackers);
    row('---', attackers.map(() => '---'));
    for (const [engine, of] of Object.entries(goals)) {
        row(`${engine}, goal`, attackers.map((one) => (of[one] ? `≤ ${of[one][1]} at ${of[one][0]}` : '')));
        row(
            `${engine}, measured`,
            attackers.map((one) => (of[one] ? percent(challenged(reports, engine, one, of[one][0])) : '')),
        );
    }
    for (const engine of ['sekisho', 'sekisho-address-agent', 'freeman']) {
        for (const caught of [0.95, 0.99, 0.999]) {
            row(`${engine} ${caught}`, attackers.map((one) => percent(challenged(reports, engine, one, caught))));
        }
    }
    console.log('\nRules: what they challenge, what they catch, and what sekisho catches at that price (means)\n');
    row('rule', ['challenged', ...attackers]);
    row('---', ['---', ...attackers.map(() => '---')]);
    for (const rule of new Set(reports[0].rules.map((one) => one.rule))) {
        const of = (attacker) => reports.map((report) => report.rules.find((one) => one.rule === rule && one.attacker === attacker));
        row(rule, [
            mean(of('naive').map((one) => 100 * one.challenged.value)).toFixed(2),
            ...attackers.map((attacker) => {
                const ours = of(attacker).map((one) => one.rivals.find((rival) => rival.engine === 'sekisho').caught.value);
                return `${mean(of(attacker).map((one) => 100 * one.caught.value)).toFixed(1)} → ${(100 * mean(ours)).toFixed(1)}`;
            }),
        ]);
    }
    const ours = reports.map((report) => report.engines.find((one) => one.name === 'sekisho'));
    console.log('\nChallenged at a budget of 1 %, times the average, by past sign-ins, network and device (means)\n');
    for (const dimension of ['history', 'network', 'device']) {
        const groups = ours.flatMap((one) => one.fairness[0].groups.filter((group) => group.dimension === dimension));
        for (const name of new Set(groups.map((group) => group.name))) {
            const ratios = groups.filter((group) => group.name === name && group.ratio !== null).map((group) => group.ratio);
            console.log(`${dimension} ${name}: ${percent(ratios)}`);
        }
    }
    console.log(`\ncalibration error, times the base rate: ${percent(ours.map((one) => one.reliability.relativeError))}`);
}
